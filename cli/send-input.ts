/** Sending standard input, whose size nobody knows before its end, as one file. */
import { bodyGeometry } from '../shared/crypto/body.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';
import type { OwnShareRecord } from '../shared/records/own-share.ts';
import { manifestSizeOf } from '../shared/share/new-share.ts';
import { sendStream } from '../shared/share/send-stream.ts';
import type { RetryPorts } from '../shared/transfer/retry.ts';
import { forgetOwnShare } from './own-shares.ts';
import { sizeOf } from './progress.ts';
import { linkOf, newRecords, type Sender, type Sent, type Wanted } from './send-files.ts';
import type { Site } from './site.ts';
import { stopSignal } from './stopping.ts';

/** Milliseconds between two words on how much has been read. */
const PACE = 200;

/**
 * Sends all of it, at most so many bytes. `wanted` has the one file, whose size is not known. Throws too-large, and cancelled at
 * Ctrl-C or TERM; what fails is ended, for nothing of it could be read again.
 */
export async function sendInput(wanted: Wanted, most: number, sender: Sender): Promise<Sent> {
  const { home, site, device, right, console } = sender;
  const geometry = bodyGeometry(most);
  const { record, upload } = await newRecords(wanted, geometry, sender);
  const controller = new AbortController();
  const stop = stopSignal();
  stop.addEventListener('abort', () => controller.abort());
  const retry: RetryPorts = { signal: controller.signal, onReconnecting: () => undefined };
  let [expires, read, shown] = [0, 0, 0];
  const job = {
    record,
    upload,
    geometry,
    manifestSize: manifestSizeOf(upload.files, geometry),
    expires: (time: number) => {
      expires = time;
    },
  };
  try {
    const sent = await sendStream(untilStopped(console.input(), stop), job, {
      ...device,
      client: site.client,
      fetch: site.fetch,
      createShare: right.creator(),
      retry,
      onRead: (bytes) => {
        read += bytes;
        const at = performance.now();
        if (!console.isTerminal || at - shown < PACE) return;
        shown = at;
        console.error(`\r\u001B[2KSending  ${sizeOf(read)}`);
      },
    });
    return { record: sent, expires, link: await linkOf(site.origin, sent) };
  } catch (error) {
    controller.abort();
    // What could not be ended is still listed, and can be revoked.
    if (await isEnded(site, record)) await forgetOwnShare(home, record.id);
    throw error;
  } finally {
    if (console.isTerminal) console.error('\r\u001B[2K');
  }
}

async function isEnded({ client }: Site, { id, token }: OwnShareRecord): Promise<boolean> {
  return await client.revoke(id, token).then(
    () => true,
    (error: unknown) => hasCode(error, 'not-found', 'ended'),
  );
}

/** What comes, until `stop` aborts: nobody may ever end a pipe. Throws cancelled then. */
async function* untilStopped<T>(input: AsyncIterable<T>, stop: AbortSignal): AsyncGenerator<T, void, void> {
  const stopped = new Promise<never>((_, reject) => {
    const end = () => reject(new SealdropError('cancelled'));
    if (stop.aborted) end();
    stop.addEventListener('abort', end);
  });
  stopped.catch(() => undefined);
  const pieces = input[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([pieces.next(), stopped]);
    if (next.done) return;
    yield next.value;
  }
}
