/**
 * No decryption oracle: whatever a server changes in what it answers, the requests that follow are the same, to the
 * byte count and the names of the headers. So it cannot learn from the page which change opened further than another.
 * Every answer is also refused in the words that the core has for it in Node.
 */
import { randomBytes } from 'node:crypto';
import { random } from '../../shared/bytes.ts';
import { openHeaderByLink } from '../../shared/crypto/open-header.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { SealdropError } from '../../shared/errors.ts';
import { countCases } from '../cases.ts';
import { forgeLink } from '../link-text.ts';
import { unlock } from '../steps.ts';
import { words } from '../words.ts';
import { expect, test } from './fixtures.ts';
import { hosting } from './hosting.ts';
import type { EvilServer } from './server.ts';
import { linkTo, type MadeShare, makeShare, recored } from './shares.ts';
import { arrive, type Cause, expectWords, refusalAt, refusalOfSaving, shapeOf } from './steps.ts';

const held = countCases('mutated answers with one and the same sequence of requests');

const contents = { files: [{ path: 'small.bin', bytes: random(3_000) }] };

type Bytes = Uint8Array<ArrayBuffer>;

/** `count` copies with one bit flipped each, spread evenly over all bytes. */
function* flips(bytes: Bytes, count: number): Generator<Bytes> {
  for (let i = 0; i < count; i++) {
    const copy = bytes.slice();
    const at = Math.floor((i * bytes.length) / count);
    copy[at] = (copy[at] as number) ^ (1 << (i % 8));
    yield copy;
  }
}

/** The code that the core has for a header, by this link. */
async function codeOf(share: MadeShare, header: Bytes): Promise<Cause> {
  try {
    await openHeaderByLink(header, share.id, share.linkSecret, null);
  } catch (error) {
    if (error instanceof SealdropError && error.code in words) return error.code as Cause;
    throw error;
  }
  throw new Error('a mutated header opened');
}

/** The requests that it saw since the last call. */
function requestsOf(evil: EvilServer): string[] {
  return evil.seen.splice(0).map(shapeOf);
}

/** The stanzas of a link, each of the one share with other bytes in it. */
function* stanzas(share: MadeShare, count: number): Generator<Bytes> {
  for (let i = 0; i < count; i++) {
    yield recored(share, (core) => {
      const [stanza] = core.stanzas;
      if (stanza?.type !== 3) throw new Error('no link stanza');
      const field = (['ct', 'check', 'salt'] as const)[i % 3] ?? 'ct';
      const changed = stanza[field].slice();
      const at = Math.floor(i / 3) % changed.length;
      changed[at] = (changed[at] as number) ^ (1 << (i % 8));
      return { stanzas: [{ ...stanza, [field]: changed }] };
    });
  }
}

const sizes = [
  { title: 'some', tag: [], headers: 24, stanzas: 18, manifests: 12, bodies: 8, seconds: 60 },
  { title: '1,000', tag: ['@crash'], headers: 400, stanzas: 600, manifests: 200, bodies: 200, seconds: 600 },
] as const;

for (const { title, tag, seconds, ...counts } of sizes) {
  test(`mutated headers, manifests and bodies: ${title}`, { tag: [...tag] }, async ({ evil, recipient }) => {
    test.setTimeout(seconds * 1_000);
    const share = await makeShare(contents);
    const link = await linkTo(evil.origin, share);

    // What a server sees whose answer is nothing that could be opened at all.
    evil.tamper = hosting({ ...share, header: random(700) });
    await refusalAt(recipient, link);
    evil.seen.length = 0;
    expectWords(await refusalAt(recipient, link), 'damaged');
    const refused = requestsOf(evil);
    expect(refused).toHaveLength(1);

    for (const header of [...flips(share.header, counts.headers), ...stanzas(share, counts.stanzas)]) {
      evil.tamper = hosting({ ...share, header });
      expectWords(await refusalAt(recipient, link), await codeOf(share, header));
      expect(requestsOf(evil)).toEqual(refused);
      held();
    }

    evil.tamper = hosting({ ...share, manifest: random(share.manifest.length) });
    expectWords(await refusalAt(recipient, link), 'damaged');
    const fetched = requestsOf(evil);
    // The header, and three times the manifest with its URL: whoever mangles it sees that it was mangled, and no more.
    expect(fetched).toHaveLength(7);
    for (const manifest of flips(share.manifest, counts.manifests)) {
      evil.tamper = hosting({ ...share, manifest });
      expectWords(await refusalAt(recipient, link), 'damaged');
      expect(requestsOf(evil)).toEqual(fetched);
      held();
    }

    let downloads = 0;
    recipient.on('download', () => downloads++);
    evil.tamper = hosting({ ...share, body: random(share.body.length) });
    await arrive(recipient, link);
    await recipient.getByRole('list', { name: 'Files', exact: true }).waitFor();
    // The first of them asks for the URL, which lives for all that follow.
    expectWords(await refusalOfSaving(recipient, 'Save small.bin'), 'damaged');
    evil.seen.length = 0;
    expectWords(await refusalOfSaving(recipient, 'Save small.bin'), 'damaged');
    const saved = requestsOf(evil);
    // Three times the body, by a fresh URL after each that was not it.
    expect(saved).toHaveLength(5);
    for (const body of flips(share.body, counts.bodies)) {
      evil.tamper = hosting({ ...share, body });
      expectWords(await refusalOfSaving(recipient, 'Save small.bin'), 'damaged');
      expect(requestsOf(evil)).toEqual(saved);
      held();
    }
    expect(downloads).toBe(0);
    // The page is none the worse for it.
    evil.tamper = hosting(share);
    expect(await refusalOfSaving(recipient, 'Save small.bin')).toBe('saved');
  });
}

test('passphrases, wrong ones and under mutated stanzas, are one question each', async ({
  evil,
  recipient,
}) => {
  const salt = random(16);
  const share = await makeShare({
    ...contents,
    passphrase: { salt, output: await passphraseOutput('the right one', salt) },
  });
  const other = recored(share, (core) => {
    const [stanza] = core.stanzas;
    if (stanza?.type !== 4) throw new Error('no passphrase stanza');
    return { stanzas: [{ ...stanza, ct: random(48) }] };
  });
  let asked: string[] | null = null;
  for (const [passphrase, header] of [
    ['a wrong one', share.header],
    ['the right one', other],
    ['a wrong one', other],
  ] as const) {
    evil.tamper = hosting({ ...share, header });
    await recipient.goto('about:blank');
    await recipient.goto(await linkTo(evil.origin, share));
    await recipient.getByLabel('Passphrase', { exact: true }).waitFor();
    evil.seen.length = 0;
    await unlock(recipient, passphrase);
    await expect(recipient.getByRole('alert')).toBeVisible();
    expectWords(await recipient.getByRole('alert').innerText(), 'wrong-passphrase');
    const requests = requestsOf(evil);
    asked ??= requests;
    expect(requests).toEqual(asked);
    expect(requests).toHaveLength(1);
    held();
  }
});

test('with another link secret no passphrase is even asked for, and the server sees one question', async ({
  evil,
  recipient,
}) => {
  const share = await makeShare({ ...contents, passphrase: { salt: random(16), output: random(32) } });
  evil.tamper = hosting(share);
  for (let i = 0; i < 4; i++) {
    const link = forgeLink(evil.origin, share.id, randomBytes(32));
    expectWords(await refusalAt(recipient, link), 'link-replaced');
    await expect(recipient.getByLabel('Passphrase', { exact: true })).toHaveCount(0);
    if (i > 0) expect(requestsOf(evil)).toHaveLength(1);
    else evil.seen.length = 0;
    held();
  }
});
