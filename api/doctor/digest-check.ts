/** Which S3_CHECKSUM is right: whether the store refuses, ignores or checks the digest that a PUT comes with. */
import { random } from '../../shared/bytes.ts';
import type { ObjectStore } from '../objects/store.ts';
import { type Bench, put } from './bench.ts';
import type { Check } from './check.ts';
import { digestHeaderRefused, digestsIgnored, digestsPossible } from './words.ts';

const SIZE = 5_000;

export const digests: Check = {
  titles: ['digests'],
  async run(bench) {
    const [title = ''] = digests.titles;
    const { checksum, transfer } = bench.s3;
    const withDigests = await bench.storeWith('sha256');
    const reaction = await reactionOf(bench, withDigests);
    if (checksum === 'none') {
      const isBetter = reaction === 'checks' && transfer === 'direct';
      return [isBetter ? { verdict: 'note', title, ...digestsPossible } : { verdict: 'ok', title }];
    }
    if (reaction === 'refuses') {
      const without = await bench.storeWith('none');
      // What is refused either way has another reason, and the next check says which.
      if (!(await takes(bench, without))) return [];
      bench.store = without;
      return [{ verdict: 'problem', title, ...digestHeaderRefused }];
    }
    if (transfer === 'proxy') return [{ verdict: 'ok', title, remark: 'this server checks them itself' }];
    return [reaction === 'checks' ? { verdict: 'ok', title } : { verdict: 'note', title, ...digestsIgnored }];
  },
};

async function reactionOf(bench: Bench, store: ObjectStore): Promise<'refuses' | 'ignores' | 'checks'> {
  if (!(await takes(bench, store))) return 'refuses';
  const sent = random(SIZE);
  const key = bench.newKey();
  const upload = await store.begin(key);
  for (const part of [null, { upload: upload.id, number: 1 }]) {
    if ((await put(bench, { key, part }, random(SIZE), { store, sent })).ok) return 'ignores';
  }
  return 'checks';
}

/** Whether the store takes an object and a part as `store` signs them. */
async function takes(bench: Bench, store: ObjectStore): Promise<boolean> {
  const key = bench.newKey();
  try {
    const upload = await store.begin(key);
    for (const part of [null, { upload: upload.id, number: 1 }]) {
      if (!(await put(bench, { key, part }, random(SIZE), { store })).ok) return false;
    }
    return true;
  } catch {
    return false;
  }
}
