/**
 * Decides how bytes are saved: a plain download up to 64 MiB; above that straight into a file that the person picks; else
 * through a file of the browser's own; else as a stream into the browser's download; else through memory up to 256 MiB;
 * else not at all, with honest words. Why in this order: docs/decisions/0009.
 */
const PLAIN_MAX = 64 * 1_048_576;
export const MEMORY_MAX = 256 * 1_048_576;

export type SavePlan = 'memory' | 'picker' | 'private-file' | 'stream' | 'impossible';

/** What this browser can do. */
export interface SaveMeans {
  readonly hasPicker: boolean;
  /** Bytes that a file of the browser's own may have; 0 where it has none. */
  readonly privateRoom: number;
  readonly canStream: boolean;
}

export function planSave(size: number, { hasPicker, privateRoom, canStream }: SaveMeans): SavePlan {
  if (size <= PLAIN_MAX) return 'memory';
  if (hasPicker) return 'picker';
  if (size <= privateRoom) return 'private-file';
  if (canStream) return 'stream';
  return size <= MEMORY_MAX ? 'memory' : 'impossible';
}

/** The last part of a path: a download's name cannot hold folders. */
export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The name of one ZIP of all files: that of the folder where they all stand in one, else `fallback`. */
export function archiveNameOf(paths: readonly string[], fallback: string): string {
  const folders = new Set(paths.map((path) => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')));
  const [folder] = folders;
  return folders.size === 1 && folder ? `${folder}.zip` : fallback;
}
