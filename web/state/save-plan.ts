/**
 * Decides how bytes are saved: a plain download up to 64 MiB; above that into a file that the person picks; else through
 * a file of the browser's own; else as a stream into the browser's download; else through memory up to 256 MiB; else not
 * at all, with honest words. Why in this order: docs/decisions/0009. What can be gone on with: 0011.
 */
import type { SaveProgress } from '../engine/protocol.ts';

/** An ordinary download, in every browser. */
export const PLAIN_MAX = 64 * 1_048_576;
export const MEMORY_MAX = 256 * 1_048_576;

export type SavePlan = 'memory' | 'picker' | 'private-file' | 'stream' | 'impossible';

/** What this browser can do. */
export interface SaveMeans {
  readonly hasPicker: boolean;
  /** Bytes that files of the browser's own may have; 0 where it has none. */
  readonly privateRoom: number;
  /** Bytes that are in such a file already. */
  readonly kept?: number;
  readonly canStream: boolean;
}

export function planSave(size: number, { hasPicker, privateRoom, kept = 0, canStream }: SaveMeans): SavePlan {
  if (size <= PLAIN_MAX) return 'memory';
  if (hasPicker) return 'picker';
  if (size - kept <= privateRoom) return 'private-file';
  if (canStream) return 'stream';
  return size <= MEMORY_MAX ? 'memory' : 'impossible';
}

/**
 * Whether it can go by way of a file that can be gone on with after a reload: an archive that is not picked is made from it
 * in a second file.
 */
export function canStage(
  { size, isArchive }: { readonly size: number; readonly isArchive: boolean },
  { hasPicker, privateRoom, kept = 0 }: Omit<SaveMeans, 'canStream'>,
): boolean {
  return size - kept + (isArchive && !hasPicker ? size : 0) <= privateRoom;
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

/** The name of a package of this share (22 characters): it tells nothing of what is in it. */
export function packageNameOf(shareId: string): string {
  return `sealdrop-${shareId.replace(/[-_]/g, '').slice(0, 8)}.zip`;
}

/** Bytes at most of a package of files of so many bytes: what padding, sealing and the ZIP add. */
export function packageSizeOf(size: number): number {
  return Math.ceil(size * 1.13) + 65_536;
}

/** Of a save that is copied at its end, the part that copying takes: about what it takes where the line is fast. */
const PLACING = 0.1;

/** How far a save is, from 0 to 1; it never goes back. */
export function savedPart({ done, total, placed }: SaveProgress): number {
  if (total === 0) return 0;
  const placing = placed === null ? 0 : PLACING;
  return ((1 - placing) * done + placing * (placed ?? 0)) / total;
}
