/** Previews of files of the opened share, one at a time: verified to the last byte that is looked at before any is shown. */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import type { BodyRange } from '../../shared/transfer/receive.ts';
import { subjectOf } from '../../shared/transfer/subject.ts';
import { pacedPreview } from './events.ts';
import { type DownloadSource, discardIfEnded, downloadSource } from './opening.ts';
import { startWorkers } from './part-pool.ts';
import type { Preview } from './preview-protocol.ts';
import type { Commands, SaveProgress } from './protocol.ts';
import { verifiedRange } from './verified-range.ts';

let running: AbortController | null = null;

/** Throws what verification and network throw; cancelled where another preview or link has taken its place. */
export async function preview({ tab, path, side }: Commands['preview']['in']): Promise<Preview> {
  const source = downloadSource(tab);
  running?.abort();
  const subject = subjectOf(source.manifest, path);
  if (!subject) throw new SealdropError('unexpected');
  const controller = new AbortController();
  running = controller;
  const signal = AbortSignal.any([controller.signal, source.closed]);
  try {
    // Before anything is counted.
    const [{ bytesToTake, previewOf }] = await Promise.all([loadContent(), startWorkers()]);
    const { start, end } = subject.range;
    const size = end - start;
    const range = { start, end: start + bytesToTake(size) };
    const bytes = await verified(range, source, signal, pacedPreview(tab, path));
    const made = await previewOf(bytes, size, side);
    if (!signal.aborted) return made;
    if (made.kind === 'image') made.moved.close();
    throw new SealdropError('cancelled');
  } catch (error) {
    await discardIfEnded(source.id, error);
    throw error;
  } finally {
    controller.abort();
    if (running === controller) running = null;
  }
}

/** Ends the running one: nothing of it stays. */
export function cancelPreview(): void {
  running?.abort();
}

async function loadContent() {
  try {
    return await import('./preview-content.ts');
  } catch (cause) {
    throw new SealdropError('server-unreachable', { cause });
  }
}

async function verified(
  range: BodyRange,
  source: DownloadSource,
  signal: AbortSignal,
  tell: (progress: SaveProgress) => void,
): Promise<Bytes> {
  const bytes = new Uint8Array(range.end - range.start);
  let progress: SaveProgress = { done: 0, total: bytes.length, placed: null, reconnecting: false };
  const update = (change: Partial<SaveProgress>) => {
    progress = { ...progress, ...change };
    tell(progress);
  };
  update({});
  const pieces = verifiedRange(range, 'reused', {
    source,
    signal,
    checked: (length) => update({ done: progress.done + length }),
    reconnecting: (reconnecting) => update({ reconnecting }),
  });
  for await (const piece of pieces) bytes.set(piece, progress.done);
  return bytes;
}
