/** What the file system says, and making names outlive a power cut. */
import { open } from 'node:fs/promises';

/** Whether an error is the system's with one of these codes. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(error.code as string);
}

/** Makes a new name durable, where the system can: some open no folders, and some sync none. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path);
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!isCode(error, 'EINVAL', 'EISDIR', 'EPERM', 'ENOTSUP')) throw error;
  }
}
