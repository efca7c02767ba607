/** Bounded concurrency: pieces of work are begun in order, so many at once, and the first failure stops them all. */

/**
 * Runs `work` on every item, at most `limit` at once (a number, or what is asked before each beginning), in order of
 * starting. Rejects with the first error, at once.
 */
export async function inLanes<T>(
  limit: number | (() => number),
  items: Iterable<T>,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const most = typeof limit === 'number' ? () => limit : limit;
  const running = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | null = null;
  for (const item of items) {
    while (!failure && running.size >= most()) await Promise.race(running);
    if (failure) break;
    const task: Promise<void> = work(item).then(
      () => void running.delete(task),
      (error: unknown) => {
        running.delete(task);
        failure ??= { error };
      },
    );
    running.add(task);
  }
  while (!failure && running.size > 0) await Promise.race(running);
  // Assigned in a callback, which the compiler does not see.
  const failed = failure as { readonly error: unknown } | null;
  if (failed) throw failed.error;
}

/**
 * What `work` makes of the items, in their order, with so many begun ahead of whoever takes them. Throws the error of the
 * first item that failed, once those before it were taken.
 */
export async function* inOrder<T, Made>(
  ahead: number,
  items: Iterable<T>,
  work: (item: T) => Promise<Made>,
): AsyncGenerator<Made, void, void> {
  const pending: Promise<Made>[] = [];
  for (const item of items) {
    const made = work(item);
    // Awaited in order; until then a failure must not count as unhandled.
    made.catch(() => undefined);
    pending.push(made);
    if (pending.length >= ahead) yield await (pending.shift() as Promise<Made>);
  }
  for (const made of pending) yield await made;
}

/** Runs what it is given one after another, in the order of being asked; a failure is of the one that failed alone. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let turn: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };
}
