/** A file of SQLite without room, and one that another process holds. */
import { join } from 'node:path';
import { sql } from 'kysely';
import Sqlite from 'libsql';
import { describe, expect, it } from 'vitest';
import { httpError } from '../http-errors.ts';
import { TestShare, testServer } from '../testing.ts';

const full = { status: 507, body: { error: { code: 'storage-full' } } };

describe('a database without room', () => {
  it('says so, whichever statement finds out', async () => {
    const server = await testServer();
    try {
      const kept = new TestShare(server);
      await kept.ready();
      // Not a page more: SQLite says the same then as on a full disk, and rolls back by itself.
      await sql`pragma max_page_count = 1`.execute(server.deps.database);
      const creates = [];
      for (let i = 0; i < 100; i++) creates.push(await new TestShare(server).create());
      expect(creates.at(-1)).toEqual(full);
      const claims = [];
      for (let i = 0; i < 100; i++) claims.push(await kept.claim());
      expect(claims.at(-1)).toEqual(full);
      await sql`pragma max_page_count = 100000`.execute(server.deps.database);
      expect((await new TestShare(server).create()).status).toBe(201);
      expect((await kept.claim()).status).toBe(200);
      expect(server.lines.join('')).not.toContain('unexpected');
    } finally {
      await server.close();
    }
  });

  it('that another process holds asks for a moment', async () => {
    const server = await testServer();
    const other = new Sqlite(join(server.folder, 'sealdrop.db'));
    try {
      const share = new TestShare(server);
      await share.create();
      await sql`pragma busy_timeout = 10`.execute(server.deps.database);
      other.exec('begin immediate');
      const busy = { status: 429, body: { error: { code: 'rate-limited', retryAfter: 1 } } };
      expect(await new TestShare(server).create()).toEqual(busy);
      expect(await share.own('PATCH', '', { limit: 7 })).toEqual(busy);
      other.exec('rollback');
      expect((await share.own('PATCH', '', { limit: 7 })).status).toBe(200);
      expect((await new TestShare(server).create()).status).toBe(201);
    } finally {
      other.close();
      await server.close();
    }
  });

  it.each(['SQLITE_FULL', 'ENOSPC', 'EDQUOT'])('%s is storage-full', (name) => {
    expect(httpError(Object.assign(new Error(name), { code: name }), 0).status).toBe(507);
  });
});
