/** The check without a bucket: objects lie in DATA_DIR, which must take files, keep them, and have room. */
import { mkdtemp, open, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isFileError, syncFolder } from '../objects/durable.ts';
import type { Finding } from './report.ts';

const GIB = 1_073_741_824;
/** Below this much room there is something to say. */
const ROOM_MIN = GIB;

/** What is found of the folder `dataDir`. Nothing stays behind, and a folder that is not there is not made. */
export async function checkDataFolder(dataDir: string): Promise<readonly Finding[]> {
  const wanted = resolve(dataDir);
  const folder = await nearestFolder(wanted);
  const title = 'data folder';
  try {
    await tryFile(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    return [
      {
        verdict: 'problem',
        title,
        what: `no file can be written and kept in ${folder}${code}`,
        todo: [
          'Make it a folder of the user who runs Sealdrop, on a disk that is not full, or set DATA_DIR.',
        ],
      },
    ];
  }
  const { bavail, bsize } = await statfs(folder);
  const room = bavail * bsize;
  const remark = folder === wanted ? wanted : `${wanted}, made at the first start`;
  const isLow = room < ROOM_MIN;
  return [
    { verdict: 'ok', title, remark },
    isLow
      ? {
          verdict: 'note',
          title: 'room',
          what: `${(room / GIB).toFixed(1)} GiB are left`,
          todo: [
            'Sealdrop takes no new shares when 64 MiB are left. Make room, or set DATA_DIR to another disk.',
          ],
        }
      : { verdict: 'ok', title: 'room', remark: `${Math.floor(room / GIB)} GiB` },
    {
      verdict: 'note',
      title: 'bucket',
      what: 'none is configured, so objects lie in the data folder',
      todo: [],
    },
  ];
}

/** The folder itself, or the nearest one above it that is there. */
async function nearestFolder(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    try {
      await stat(at);
      return at;
    } catch (error) {
      if (!isFileError(error, 'ENOENT') || at === dirname(at)) return at;
    }
  }
}

async function tryFile(folder: string): Promise<void> {
  const own = await mkdtemp(join(folder, 'sealdrop-check-'));
  try {
    const handle = await open(join(own, 'file'), 'wx');
    try {
      await handle.writeFile(Buffer.alloc(4_096));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncFolder(own);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}
