/** What the bucket lets pages do, asked as browsers ask: a preflight for each kind of request, then the request. */
import { random } from '../../shared/bytes.ts';
import { ask, type Bench, get, presign, put } from './bench.ts';
import type { Check } from './check.ts';
import type { Finding } from './report.ts';
import { ownCors, wantedCors, writeCors } from './rules.ts';
import { corsClosed, corsCommand, corsHidesRange, corsOpenToAll, unwritable } from './words.ts';

const SIZE = 5_000;
/** Nobody's: the name cannot exist. */
const FOREIGN = 'https://sealdrop-check.invalid';
const CHECKSUM_HEADER = 'x-amz-checksum-sha256';

export const cors: Check = {
  titles: ['CORS'],
  needs: ['s3:PutObject', 's3:GetObject'],
  async run(bench) {
    const [title = ''] = cors.titles;
    if (bench.s3.transfer === 'proxy') {
      return [{ verdict: 'ok', title, remark: 'not needed, for all bytes go through this server' }];
    }
    const origin = bench.config.publicOrigin;
    const seen = await look(bench, origin);
    const command = await commandFor(bench);
    if (seen.closed.length > 0) {
      return [{ verdict: 'problem', title, ...corsClosed(origin, seen.closed, command) }];
    }
    const findings: Finding[] = [];
    if (seen.hidesRange) findings.push({ verdict: 'note', title, ...corsHidesRange(command) });
    if (seen.isOpenToAll) findings.push({ verdict: 'note', title, ...corsOpenToAll(origin) });
    return findings.length === 0 ? [{ verdict: 'ok', title, remark: `for ${origin}` }] : findings;
  },
  fix: {
    done: 'the bucket lets pages of Sealdrop send and fetch objects now',
    mends: (finding) =>
      finding.verdict === 'problem' || (finding.verdict === 'note' && /Range/.test(finding.what)),
    async apply(bench) {
      try {
        await writeCors(bench, await wantedCors(bench));
        return null;
      } catch (error) {
        return unwritable(error, 's3:GetBucketCORS and s3:PutBucketCORS');
      }
    },
  },
};

async function look(bench: Bench, origin: string) {
  const key = bench.newKey();
  const bytes = random(SIZE);
  const putTo = await presign(bench.store, { key, part: null }, bytes);
  const getFrom = await bench.store.presignGet(key);
  const putHeaders = ['content-type', ...(CHECKSUM_HEADER in putTo.headers ? [CHECKSUM_HEADER] : [])];
  const putAllowed = await preflight(putTo.url, origin, 'PUT', putHeaders);
  const getAllowed = await preflight(getFrom.url, origin, 'GET', ['range']);
  const sent = await put(bench, { key, part: null }, bytes);
  const fetched = await get(bench, key, 'bytes=0-9');
  const canPut = putAllowed && isFor(sent.headers, origin);
  const canGet = getAllowed && isFor(fetched.headers, origin);
  const closed = [
    ...(canPut ? [] : ['send parts (PUT)']),
    ...(canGet ? [] : ['fetch them (GET)']),
    ...(canPut && !exposes(sent.headers, 'etag') ? ['read the ETag of a part'] : []),
  ];
  return {
    closed,
    hidesRange: !exposes(fetched.headers, 'content-range'),
    isOpenToAll: await preflight(putTo.url, FOREIGN, 'PUT', putHeaders),
  };
}

async function preflight(
  url: string,
  origin: string,
  method: string,
  headers: readonly string[],
): Promise<boolean> {
  const answer = await ask(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers.join(','),
    },
  });
  const methods = items(answer.headers, 'access-control-allow-methods');
  const allowed = items(answer.headers, 'access-control-allow-headers');
  return (
    answer.ok &&
    isFor(answer.headers, origin) &&
    (methods.includes(method.toLowerCase()) || methods.includes('*')) &&
    headers.every((name) => allowed.includes(name) || allowed.includes('*'))
  );
}

function isFor(headers: Headers, origin: string): boolean {
  return [origin, '*'].includes(headers.get('access-control-allow-origin') ?? '');
}

function exposes(headers: Headers, name: string): boolean {
  const exposed = items(headers, 'access-control-expose-headers');
  return exposed.includes(name) || exposed.includes('*');
}

function items(headers: Headers, name: string): string[] {
  return (headers.get(name) ?? '').split(',').map((item) => item.trim().toLowerCase());
}

/** The command that sets the rules, with those of others where they can be read. */
async function commandFor(bench: Bench): Promise<string[]> {
  try {
    return corsCommand(bench.s3, await wantedCors(bench), true);
  } catch {
    return corsCommand(bench.s3, ownCors(bench), false);
  }
}
