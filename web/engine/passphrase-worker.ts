/**
 * Argon2id in a worker of its own: the only response whose content policy allows WebAssembly, and 64 MiB that go away
 * with it. Takes one passphrase and salt, answers the output.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';

addEventListener('message', (event: MessageEvent<{ passphrase: string; salt: Bytes }>) => {
  const { passphrase, salt } = event.data;
  passphraseOutput(passphrase, salt).then(
    (output) => postMessage({ output }),
    () => postMessage({ output: null }),
  );
});
