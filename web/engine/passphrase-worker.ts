/**
 * Argon2id in a worker of its own: the only response whose content policy allows WebAssembly, and 64 MiB that go away
 * with it.
 */
import type { Bytes } from '../../shared/bytes.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { helperPort } from './helper-port.ts';
import { serve } from './rpc.ts';

export type PassphraseCalls = {
  derive: { in: { passphrase: string; salt: Bytes }; out: Bytes };
};

serve<PassphraseCalls>(helperPort(), {
  derive: ({ passphrase, salt }) => passphraseOutput(passphrase, salt),
});
