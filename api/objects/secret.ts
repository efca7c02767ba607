/**
 * The key that signs the disk store's URLs: 32 random bytes, made once and kept in DATA_DIR, readable by the server's
 * user alone. Who has it can read and write objects, which are ciphertext, but no share's keys.
 */
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isFileError, syncFolder } from './durable.ts';

const SECRET_SIZE = 32;

/** The secret in the file `path`, made now if there is none. Throws where the file holds anything else. */
export async function loadSecret(path: string): Promise<Uint8Array> {
  const existing = await readSecret(path);
  if (existing) return existing;
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(randomBytes(SECRET_SIZE));
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
  const made = await readSecret(path);
  if (!made) throw new Error('the key for object URLs has vanished');
  return made;
}

async function readSecret(path: string): Promise<Uint8Array | null> {
  try {
    const secret = await readFile(path);
    if (secret.length !== SECRET_SIZE) throw new Error(`the key for object URLs is not ${SECRET_SIZE} bytes`);
    return secret;
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  }
}
