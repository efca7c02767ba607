/** Bytes into the place that was chosen for them, all of them or none. */
import { saveToPrivateFile } from './private-file.ts';
import type { SaveTarget } from './protocol.ts';
import { saveToBlob, saveToHandle } from './sinks.ts';
import { saveToStream } from './stream-sink.ts';

/** Answers what the page is to download by hand, if anything. Throws what sinks and `content` throw. */
export async function saveContent(
  target: Exclude<SaveTarget, { readonly kind: 'staged' }>,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<Blob | null> {
  if (target.kind === 'blob') return await saveToBlob(content);
  if (target.kind === 'private-file') return await saveToPrivateFile(content);
  if (target.kind === 'handle') await saveToHandle(target.handle, content);
  else await saveToStream(target.port, content, signal);
  return null;
}
