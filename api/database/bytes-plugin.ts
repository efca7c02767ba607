/** Byte strings out of the database are Uint8Arrays, whichever type the driver has for them. */
import type { KyselyPlugin, UnknownRow } from 'kysely';

export const bytesPlugin: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({ ...result, rows: result.rows.map(withBytes) }),
};

/** The row itself, which nobody else has. */
function withBytes(row: UnknownRow): UnknownRow {
  for (const key of Object.keys(row)) row[key] = bytesOf(row[key]);
  return row;
}

function bytesOf(value: unknown): unknown {
  // libsql gives an ArrayBuffer; pg a Buffer, which may lie in memory shared with others.
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return Buffer.isBuffer(value) ? new Uint8Array(value) : value;
}
