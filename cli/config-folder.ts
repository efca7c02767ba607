/**
 * Where the command line keeps what is its user's own: the platform's folder for settings, for their eyes alone (700), and
 * in it files that only they can read (600), written whole or not at all. docs/decisions/0020.
 */
import { randomBytes } from 'node:crypto';
import { chmod, type FileHandle, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isCode, syncFolder } from './durable.ts';

/** XDG_CONFIG_HOME wherever it is set; else ~/.config, ~/Library/Application Support on macOS, APPDATA on Windows. */
export function configFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): string {
  const { XDG_CONFIG_HOME, APPDATA } = environment;
  if (XDG_CONFIG_HOME) return join(XDG_CONFIG_HOME, 'sealdrop');
  if (platform === 'darwin') return join(homedir(), 'Library/Application Support/sealdrop');
  if (platform === 'win32' && APPDATA) return join(APPDATA, 'sealdrop');
  return join(homedir(), '.config/sealdrop');
}

/** Makes a folder of one's own, or takes others' rights to one that is there. */
export async function privateFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
}

/** The bytes of a file, null where there is none. */
export async function readPrivate(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Puts a file in place of the one that is there, at once and for good. */
export async function writePrivate(path: string, bytes: Uint8Array): Promise<void> {
  await beside(path, bytes, (temporary) => rename(temporary, path));
}

/** The same, but leaves a file alone that is there; answers whether it was made. */
export async function createPrivate(path: string, bytes: Uint8Array): Promise<boolean> {
  return await beside(path, bytes, async (temporary) => {
    try {
      await link(temporary, path);
      return true;
    } catch (error) {
      if (isCode(error, 'EEXIST')) return false;
      throw error;
    }
  });
}

async function beside<T>(
  path: string,
  bytes: Uint8Array,
  give: (temporary: string) => Promise<T>,
): Promise<T> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.new`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    await writeAndClose(file, bytes);
    const given = await give(temporary);
    await syncFolder(dirname(path));
    return given;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function writeAndClose(file: FileHandle, bytes: Uint8Array): Promise<void> {
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
