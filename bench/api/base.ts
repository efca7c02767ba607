/**
 * What the API is compared with: a bare Hono route in a process of its own that looks up one row by its primary key in the
 * same database, by the same driver, and says one number of it.
 */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { connectTo } from '../../api/database/open.ts';
import { letHeapGrow } from '../../api/heap.ts';

letHeapGrow();

const { DATABASE_URL: url = '', DATABASE_FILE: path = '' } = process.env;
const database = connectTo(url === '' ? { path } : { url, onLost: () => process.exit(1) });

const app = new Hono();
app.get('/:id', async (c) => {
  const id = new Uint8Array(Buffer.from(c.req.param('id'), 'base64url'));
  const row = await database.selectFrom('shares').select('expires').where('id', '=', id).executeTakeFirst();
  return row ? c.json({ expires: row.expires }) : c.notFound();
});

serve({ fetch: app.fetch, port: Number(process.env['PORT']), hostname: '127.0.0.1' }, () =>
  process.stdout.write('ready\n'),
);
