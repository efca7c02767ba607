/** Saving files of the opened share: one file, or all as one ZIP, verified to the last byte before it is called saved. */
import type { Bytes } from '../../shared/bytes.ts';
import type { ManifestFile } from '../../shared/crypto/manifest.ts';
import { SealdropError } from '../../shared/errors.ts';
import { type BodyRange, receiveRange } from '../../shared/transfer/receive.ts';
import { retrying, sharedReconnecting } from '../../shared/transfer/retry.ts';
import { knownBody } from '../../shared/transfer/sealed-part.ts';
import { archive } from './archive.ts';
import { pacedSaving } from './events.ts';
import { type DownloadSource, downloadSource } from './opening.ts';
import { openDownload } from './part-pool.ts';
import { saveToPrivateFile } from './private-file.ts';
import type { Commands, Saved, SaveProgress } from './protocol.ts';
import { clock } from './server.ts';
import { saveToBlob, saveToHandle } from './sinks.ts';
import { saveToStream } from './stream-sink.ts';

let running: AbortController | null = null;

/**
 * Saves the file at `path`, or everything for null. Throws what verification, network and sink throw, and cancelled
 * where another link has taken the place of the one under `tab`.
 */
export async function save({ tab, path, target }: Commands['save']['in']): Promise<Saved> {
  const source = downloadSource(tab);
  running?.abort();
  const controller = new AbortController();
  running = controller;
  const signal = AbortSignal.any([controller.signal, source.closed]);
  const { files } = source.manifest;
  const wanted = path === null ? files : files.filter((file) => file.path === path);
  const [first] = wanted;
  if (!first) throw new SealdropError('unexpected');
  const range = rangeOf(files, first, wanted);
  const plain = download(source, range, pacedSaving(tab), signal);
  const single = wanted.length === 1;
  const content = single ? plain : archive(wanted, plain);
  try {
    if (target.kind === 'blob') return { blob: await saveToBlob(content) };
    if (target.kind === 'private-file') return { blob: await saveToPrivateFile(content) };
    if (target.kind === 'handle') await saveToHandle(target.handle, content);
    else await saveToStream(target.port, content, signal);
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
  { tell, flush }: ReturnType<typeof pacedSaving>,
  signal: AbortSignal,
): AsyncGenerator<Bytes> {
  let progress: SaveProgress = { done: 0, total: range.end - range.start, reconnecting: false };
  const update = (change: Partial<SaveProgress>) => {
    progress = { ...progress, ...change };
    tell(progress);
  };
  const onReconnecting = sharedReconnecting((reconnecting) => update({ reconnecting }));
  const bodyUrl = () => source.bodyUrl(signal);
  update({});
  // The grant is taken, and counted, even where there is no byte to fetch.
  await retrying(bodyUrl, { signal, clock, onReconnecting });
  const { manifest, id, refused } = source;
  const { geometry, digests } = manifest;
  const body = await knownBody(manifest, id);
  const opened = await openDownload(body, digests, { signal, bodyUrl, refused, onReconnecting });
  try {
    for await (const piece of receiveRange(geometry, range, { ...opened, signal })) {
      yield piece;
      update({ done: progress.done + piece.length });
    }
  } finally {
    opened.close();
  }
  flush(progress);
}
