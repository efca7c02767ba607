/** Statements that only read are kept: they see what others write, and stand in nobody's way. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'libsql';
import { expect, it } from 'vitest';
import { connectTo, openDatabase } from './open.ts';

it('reads what another process has written meanwhile, and keeps nobody from writing or from folding the log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-reading-'));
  const path = join(folder, 'sealdrop.db');
  const reader = await openDatabase({ path });
  const writer = connectTo({ path });
  const plain = new Sqlite(path, { timeout: 0 });
  try {
    const total = async () => {
      const { bytes } = await reader.selectFrom('totals').select('bytes').executeTakeFirstOrThrow();
      return bytes;
    };
    for (let bytes = 1; bytes <= 300; bytes++) {
      await writer.updateTable('totals').set({ bytes }).execute();
      expect(await total()).toBe(bytes);
      // As many other texts as are kept, so that this one is let go at times.
      await reader
        .selectFrom('totals')
        .select('bytes')
        .where('bytes', 'in', Array(bytes).fill(bytes))
        .execute();
      expect(plain.prepare('pragma wal_checkpoint(truncate)').all()).toMatchObject([{ busy: 0 }]);
    }
  } finally {
    plain.close();
    await reader.destroy();
    await writer.destroy();
    await rm(folder, { recursive: true });
  }
});

it('lets go of a statement that has failed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-reading-'));
  const path = join(folder, 'sealdrop.db');
  const database = await openDatabase({ path });
  const plain = new Sqlite(path, { timeout: 0 });
  try {
    const read = () => database.selectFrom('nonces').selectAll().execute();
    expect(await read()).toEqual([]);
    plain.exec('alter table nonces rename to gone');
    await expect(read()).rejects.toThrow('nonces');
    plain.exec('alter table gone rename to nonces');
    expect(await read()).toEqual([]);
  } finally {
    plain.close();
    await database.destroy();
    await rm(folder, { recursive: true });
  }
});
