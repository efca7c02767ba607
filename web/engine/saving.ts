/** Saving files of the opened share: one file, or all as one ZIP, verified to the last byte before it is called saved. */
import { makeZip } from 'client-zip';
import type { Bytes } from '../../shared/bytes.ts';
import type { ManifestFile } from '../../shared/crypto/manifest.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { type BodyRange, receiveBody } from '../../shared/transfer/receive.ts';
import { retrying } from '../../shared/transfer/retry.ts';
import { getRange } from '../../shared/transfer/store-http.ts';
import { pacedSaving } from './events.ts';
import { type DownloadSource, downloadSource } from './opening.ts';
import type { Saved, SaveProgress, SaveTarget } from './protocol.ts';
import { storeFetch } from './server.ts';
import { saveToBlob, saveToHandle } from './sinks.ts';

let running: AbortController | null = null;

/** Saves the file at `path`, or everything for null. Throws what verification, network and sink throw. */
export async function save(path: string | null, target: SaveTarget): Promise<Saved> {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const source = downloadSource();
  const { files } = source.manifest;
  const wanted = path === null ? files : files.filter((file) => file.path === path);
  const [first] = wanted;
  if (!first) throw new SealdropError('unexpected');
  const range = rangeOf(files, first, wanted);
  const plain = download(source, range, controller.signal);
  const single = wanted.length === 1;
  const content = single ? plain : zip(wanted, plain);
  try {
    if (target.kind === 'blob') return { blob: await saveToBlob(content) };
    await saveToHandle(target.handle, content);
    return { blob: null };
  } finally {
    controller.abort();
    if (running === controller) running = null;
  }
}

export function cancelSave(): void {
  running?.abort();
}

function rangeOf(
  files: readonly ManifestFile[],
  first: ManifestFile,
  wanted: readonly ManifestFile[],
): BodyRange {
  const before = files.slice(0, files.indexOf(first));
  const sum = (list: readonly ManifestFile[]) => list.reduce((total, { size }) => total + size, 0);
  const start = sum(before);
  return { start, end: start + sum(wanted) };
}

/** Verified plaintext of a range, in order, with progress told on the way. */
async function* download(
  source: DownloadSource,
  range: BodyRange,
  signal: AbortSignal,
): AsyncGenerator<Bytes> {
  const { tell, flush } = pacedSaving();
  let progress: SaveProgress = { done: 0, total: range.end - range.start, reconnecting: false };
  const update = (change: Partial<SaveProgress>) => {
    progress = { ...progress, ...change };
    tell(progress);
  };
  const get = (part: { offset: number; size: number }) =>
    retrying(
      async () => {
        const url = await source.bodyUrl(signal);
        try {
          return await getRange(storeFetch, url, part, signal);
        } catch (error) {
          if (hasCode(error, 'url-refused')) source.refused();
          throw error;
        }
      },
      { signal, onReconnecting: (reconnecting) => update({ reconnecting }) },
    );
  update({});
  // The grant is taken, and counted, even where there is no byte to fetch.
  await source.bodyUrl(signal);
  for await (const piece of receiveBody(source.manifest, source.id, range, { get, signal })) {
    yield piece;
    update({ done: progress.done + piece.length });
  }
  flush(progress);
}

/** One ZIP of consecutive files, whose bytes come in the same order. */
function zip(files: readonly ManifestFile[], plain: AsyncGenerator<Bytes>): ReadableStream<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0);

  async function* take(size: number): AsyncGenerator<Uint8Array> {
    let left = size;
    while (left > 0) {
      if (rest.length === 0) {
        const next = await plain.next();
        if (next.done) throw new SealdropError('damaged');
        rest = next.value;
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async function* entries() {
    for (const { path, size, modified } of files) {
      yield { name: path, input: take(size), size, lastModified: new Date(modified ?? Date.now()) };
    }
    // The generator ends only after its last check.
    const end = await plain.next();
    if (!end.done) throw new SealdropError('damaged');
  }

  return makeZip(entries());
}
