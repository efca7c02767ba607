/** The way of a share: its body in parts, ranges of it, its manifest in one piece, and the end of both. */
import { type Bytes, concat, random } from '../../shared/bytes.ts';
import type { NamedPart } from '../objects/store.ts';
import { type Bench, digestOf, get, put } from './bench.ts';
import type { Check } from './check.ts';
import type { Finding } from './report.ts';
import { answered, looseLength, misstored, noEtag, noRanges, undeleted, uploadsStay } from './words.ts';

/** The least that a part but the last may have. */
const PART = 5 * 1_048_576;
const REST = 77;
const SMALL = 5_000;

export const multipart: Check = {
  titles: ['multipart uploads', 'ranges'],
  needs: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts'],
  async run(bench) {
    const [title = '', ranges = ''] = multipart.titles;
    const key = bench.newKey();
    const parts = [random(PART), random(REST)];
    const finding = await sendParts(bench, key, parts);
    if (finding) return [finding];
    const whole = concat(...parts);
    if ((await bench.store.size(key)) !== whole.length) return [{ verdict: 'problem', title, ...misstored }];
    const ok: Finding = { verdict: 'ok', title };
    // Across the edge of two parts, where a store that keeps them apart has to join them.
    const [start, end] = [PART - 7, PART + 7];
    const answer = await get(bench, key, `bytes=${start}-${end - 1}`);
    if (answer.status === 403) {
      return [ok, { verdict: 'problem', title: ranges, ...answered(answer, 'a range', ['s3:GetObject']) }];
    }
    const fits = answer.status === 206 && isSame(answer.bytes, whole.slice(start, end));
    return [ok, fits ? { verdict: 'ok', title: ranges } : { verdict: 'problem', title: ranges, ...noRanges }];
  },
};

/** Begins, sends and completes; null where all went well. */
async function sendParts(bench: Bench, key: string, parts: readonly Bytes[]): Promise<Finding | null> {
  const { needs = [], titles } = multipart;
  const [title = ''] = titles;
  const { store } = bench;
  const upload = await store.begin(key);
  const named: NamedPart[] = [];
  for (const [index, bytes] of parts.entries()) {
    const number = index + 1;
    const answer = await put(bench, { key, part: { upload: upload.id, number } }, bytes);
    if (!answer.ok) return { verdict: 'problem', title, ...answered(answer, 'a part', needs) };
    const etag = answer.headers.get('etag');
    if (!etag) return { verdict: 'problem', title, ...noEtag };
    named.push({ number, size: bytes.length, sha256: digestOf(bytes), etag });
  }
  await store.complete(upload, named);
  return null;
}

export const wholeObjects: Check = {
  titles: ['objects in one piece'],
  basic: true,
  needs: ['s3:PutObject', 's3:GetObject'],
  async run(bench) {
    const { needs = [], titles } = wholeObjects;
    const [title = ''] = titles;
    const key = bench.newKey();
    const bytes = random(SMALL);
    for (const answer of [await put(bench, { key, part: null }, bytes), await get(bench, key)]) {
      if (!answer.ok) return [{ verdict: 'problem', title, ...answered(answer, 'an object', needs) }];
      if (answer.bytes.length > 0 && !isSame(answer.bytes, bytes)) {
        return [{ verdict: 'problem', title, ...misstored }];
      }
    }
    const fits = (await bench.store.size(key)) === SMALL;
    return [fits ? { verdict: 'ok', title } : { verdict: 'problem', title, ...misstored }];
  },
};

export const lengths: Check = {
  titles: ['exact lengths'],
  async run(bench) {
    const [title = ''] = lengths.titles;
    if (bench.s3.transfer === 'proxy')
      return [{ verdict: 'ok', title, remark: 'this server checks them itself' }];
    const key = bench.newKey();
    const bytes = random(SMALL);
    for (const sent of [concat(bytes, random(1)), bytes.slice(1)]) {
      // With a digest the store would refuse other bytes whatever their number.
      const store = await bench.storeWith('none');
      const answer = await put(bench, { key, part: null }, bytes, { store, sent });
      if (answer.ok) return [{ verdict: 'problem', title, ...looseLength }];
    }
    return [{ verdict: 'ok', title }];
  },
};

export const deletion: Check = {
  titles: ['deletion'],
  needs: ['s3:DeleteObject', 's3:AbortMultipartUpload', 's3:ListBucketMultipartUploads'],
  async run(bench) {
    const [title = ''] = deletion.titles;
    const { store } = bench;
    const key = bench.newKey();
    const sent = await put(bench, { key, part: null }, random(SMALL));
    if (!sent.ok) return [];
    const upload = await store.begin(key);
    await store.remove(key);
    if ((await store.size(key)) !== null || (await get(bench, key)).ok) {
      return [{ verdict: 'problem', title, ...undeleted }];
    }
    if ((await store.parts(upload)) !== null) return [{ verdict: 'problem', title, ...uploadsStay }];
    return [{ verdict: 'ok', title }];
  },
};

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
