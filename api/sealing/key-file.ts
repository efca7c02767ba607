/**
 * Where the server's key comes from: FILE_KEY_BASE64, or, where that is absent, a file in DATA_DIR that is made once,
 * readable by the server's user alone, and holds what FILE_KEY_BASE64 is to be set to.
 */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { base64 } from '@scure/base';
import { type Bytes, random } from '../../shared/bytes.ts';
import { FILE_KEY_SIZE, readFileKey } from '../../shared/file-key.ts';
import { isFileError, makeFolder, syncFolder } from '../objects/durable.ts';
import { KeyProblem } from './key-problem.ts';

export function keyFileIn(dataDir: string): string {
  return join(dataDir, 'keys', 'file-key');
}

/** The key in the file; null where there is none. Throws KeyProblem where the file holds anything else. */
export async function readKeyFile(path: string): Promise<Bytes | null> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  });
  if (text === null) return null;
  const key = readFileKey(text.trim());
  if (!key) throw new KeyProblem('unreadable');
  return key;
}

/** Makes the file with a fresh key, unless another process is first; answers the key that is in it. */
export async function makeKeyFile(path: string): Promise<Bytes> {
  await makeFolder(dirname(path));
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(`${base64.encode(random(FILE_KEY_SIZE))}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // Unlike a rename, a link never replaces what another process has put there in the meantime.
    await link(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    if (!isFileError(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  const key = await readKeyFile(path);
  if (!key) throw new KeyProblem('missing');
  return key;
}
