/** Shares for the load: made through the API itself over the disk store, and put into the database where there is no store. */

import type { Database } from '../../api/database/open.ts';
import { insertShare, setUpload } from '../../api/database/shares.ts';
import { reachable, SMALL_BODY, TestShare } from '../../api/testing.ts';
import { random, sha256, toBase64Url } from '../../shared/bytes.ts';
import type { Asked } from './load.ts';

const DAY = 86_400;

/** What is asked of a share by its recipient, by its sender, and of the bare route by the same id. */
export interface Asking {
  readonly header: readonly Asked[];
  readonly parts: readonly Asked[];
  readonly row: readonly Asked[];
}

const part = () => ({ number: 1, size: SMALL_BODY, sha256: toBase64Url(random(32)) });

/** `count` shares that are ready, and as many whose bodies are still to come, at a server over the disk store. */
export async function makeShares(origin: string, count: number): Promise<Asking> {
  const server = reachable((path, init) => fetch(origin + path, init));
  const asking = { header: [] as Asked[], parts: [] as Asked[], row: [] as Asked[] };
  for (let i = 0; i < count; i++) {
    const ready = new TestShare(server);
    await ready.ready();
    asking.header.push({ method: 'GET', path: ready.path });
    asking.row.push({ method: 'GET', path: `/${toBase64Url(ready.id)}` });
    const begun = new TestShare(server);
    await begun.create();
    const token = toBase64Url(begun.token);
    asking.parts.push({ method: 'POST', path: `${begun.path}/parts`, token, json: { parts: [part()] } });
  }
  return asking;
}

/** `count` shares whose uploads have begun, for a server whose bucket nobody asks. */
export async function insertShares(database: Database, count: number): Promise<readonly Asked[]> {
  const now = Math.floor(Date.now() / 1000);
  const asked: Asked[] = [];
  for (let i = 0; i < count; i++) {
    const id = random(16);
    const token = random(32);
    const row = {
      id,
      tokenHash: await sha256(token),
      bodySize: SMALL_BODY,
      deliver: 0,
      downloadLimit: null,
    } as const;
    await insertShare(
      database,
      { ...row, created: now, expires: now + DAY },
      { permitHash: null, allowance: null, maxStoreBytes: Number.MAX_SAFE_INTEGER },
    );
    await setUpload(database, id, toBase64Url(random(30)));
    const path = `/api/shares/${toBase64Url(id)}/parts`;
    asked.push({ method: 'POST', path, token: toBase64Url(token), json: { parts: [part()] } });
  }
  return asked;
}
