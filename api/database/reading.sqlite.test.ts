/** Statements that only read are kept: they see what others write, and stand in nobody's way. */
import { join } from 'node:path';
import Sqlite from 'libsql';
import { expect, it } from 'vitest';
import { testServer } from '../testing.ts';
import { connectTo } from './open.ts';

it('reads what another process has written meanwhile, and keeps nobody from writing or from folding the log', async () => {
  const server = await testServer();
  const path = join(server.folder, 'sealdrop.db');
  const reader = server.deps.database;
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
    await writer.destroy();
    await server.close();
  }
});

it('lets go of a statement that has failed', async () => {
  const server = await testServer();
  const { database } = server.deps;
  const plain = new Sqlite(join(server.folder, 'sealdrop.db'), { timeout: 0 });
  try {
    const read = () => database.selectFrom('nonces').selectAll().execute();
    expect(await read()).toEqual([]);
    plain.exec('alter table nonces rename to gone');
    await expect(read()).rejects.toThrow('nonces');
    plain.exec('alter table gone rename to nonces');
    expect(await read()).toEqual([]);
  } finally {
    plain.close();
    await server.close();
  }
});
