/** The server's keys, as configured or as found, checked against those that the database's records are sealed with. */
import { resolve } from 'node:path';
import type { Bytes } from '../../shared/bytes.ts';
import { toHex } from '../../shared/bytes.ts';
import type { Config } from '../config.ts';
import { keyFileIn, makeKeyFile, readKeyFile } from './key-file.ts';
import { KeyProblem } from './key-problem.ts';
import { deriveRecordKeys, type RecordKeys } from './record-keys.ts';

/**
 * `used`: names of the keys in use in the database. A key is made only where there is none in use. Throws KeyProblem where
 * a key in use is none of these.
 */
export async function openRecordKeys(
  { fileKey, previousFileKey, dataDir }: Pick<Config, 'fileKey' | 'previousFileKey' | 'dataDir'>,
  used: readonly Bytes[],
): Promise<RecordKeys> {
  const keys = await deriveRecordKeys(
    fileKey ?? (await ownKey(keyFileIn(resolve(dataDir)), used)),
    previousFileKey,
  );
  requireKnown(keys, used);
  return keys;
}

/** Throws KeyProblem where a key in use is none of these. */
export function requireKnown(keys: RecordKeys, used: readonly Bytes[]): void {
  const known = new Set(keys.ids.map(toHex));
  if (!used.every((id) => known.has(toHex(id)))) throw new KeyProblem('other');
}

async function ownKey(path: string, used: readonly Bytes[]): Promise<Bytes> {
  const found = await readKeyFile(path);
  if (!found && used.length > 0) throw new KeyProblem('missing');
  return found ?? (await makeKeyFile(path));
}
