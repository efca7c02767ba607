/** Asks a fresh passphrase worker for one Argon2id output. */
import type { Bytes } from '../../shared/bytes.ts';
import { SealdropError } from '../../shared/errors.ts';
import workerUrl from './passphrase-worker.ts?worker&url';
import { trustedUrl } from './trusted-url.ts';

/** 32 bytes from a passphrase and a salt of 16 bytes. Throws server-unreachable where its script cannot be had, unexpected where it cannot run. */
export function derivePassphrase(passphrase: string, salt: Bytes): Promise<Bytes> {
  const worker = new Worker(trustedUrl(workerUrl), { type: 'module', name: 'passphrase' });
  return new Promise<Bytes>((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<{ output: Bytes | null }>) => {
      if (event.data.output) resolve(event.data.output);
      else reject(new SealdropError('unexpected'));
    });
    // Its script is fetched at first use: the likely cause is the network.
    worker.addEventListener('error', () => reject(new SealdropError('server-unreachable')));
    worker.postMessage({ passphrase, salt });
  }).finally(() => worker.terminate());
}
