/** Asks a fresh passphrase worker for one Argon2id output. */
import type { Bytes } from '../../shared/bytes.ts';
import { startHelper } from './helpers.ts';
import type { PassphraseCalls } from './passphrase-worker.ts';

/** 32 bytes from a passphrase and a salt of 16 bytes. Throws server-unreachable where its script cannot be had, unexpected where it cannot run. */
export async function derivePassphrase(passphrase: string, salt: Bytes): Promise<Bytes> {
  const { call, end } = startHelper<Record<string, never>, PassphraseCalls>('passphrase', {});
  try {
    return await call('derive', { passphrase, salt });
  } finally {
    end();
  }
}
