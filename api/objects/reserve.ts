/**
 * The room on a disk: what is promised to uploads under way counts as taken, so that however many come at once none of
 * them reaches into the reserve. That is left to the database: it has to write to end a share, and without an end
 * nothing would ever make room again.
 */
import { statfs } from 'node:fs/promises';
import { SealdropError } from '../../shared/errors.ts';

/** Bytes of the disk that no object gets, or an eighth of a small one. */
const RESERVE = 67_108_864;
const RESERVE_SHARE = 8;

/** What is promised to one upload. */
export interface Room {
  /** Throws storage-full where others have filled the disk since. */
  check(): Promise<void>;
  /** `size` bytes of it are on the disk now. */
  written(size: number): void;
  /** Gives up what was not written. */
  release(): void;
}

export interface Reserve {
  /** Throws storage-full where `size` more bytes would not fit. */
  check(size: number): Promise<void>;
  /** Promises `size` bytes. Throws storage-full. */
  take(size: number): Promise<Room>;
}

/** The reserve of the disk that `folder` is on. Of several processes on one disk each knows its own promises. */
export function openReserve(folder: string): Reserve {
  let promised = 0;
  let written = 0;

  /** A question that may be asked once, without a pause: whether `size` bytes fit beside all that is promised. */
  async function look(): Promise<(size: number) => void> {
    const before = written;
    const { bavail, blocks, bsize } = await statfs(folder);
    const reserve = Math.min(RESERVE, (blocks * bsize) / RESERVE_SHARE);
    return (size) => {
      // What was written while the disk was asked may be missing in its answer.
      const free = bavail * bsize - (written - before) - promised;
      if (free - size < reserve) throw new SealdropError('storage-full');
    };
  }

  return {
    check: async (size) => (await look())(size),

    async take(size) {
      const requireRoom = await look();
      requireRoom(size);
      promised += size;
      let left = size;
      return {
        check: async () => (await look())(0),
        written(bytes) {
          left -= bytes;
          promised -= bytes;
          written += bytes;
        },
        release() {
          promised -= left;
          left = 0;
        },
      };
    },
  };
}
