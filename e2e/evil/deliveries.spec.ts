/**
 * The inbox of a hostile server: deliveries that are none, that were dismissed, that are somebody else's, and so many
 * that nothing else would fit. What is listed stays bounded, and the page stays usable.
 */
import { type Bytes, fromBase64Url, random, toBase64Url } from '../../shared/bytes.ts';
import { countCases } from '../cases.ts';
import { writeBytes } from '../files.ts';
import { type KnownKeyPair, knownKeyPair } from '../known-keys.ts';
import { button, inboxArticle } from '../people-steps.ts';
import { fileList, untilReady } from '../steps.ts';
import { words } from '../words.ts';
import { expect, test } from './fixtures.ts';
import { hosting, inTurn } from './hosting.ts';
import { acquainted } from './people-steps.ts';
import { type EvilServer, json, refusal, type Tamper } from './server.ts';
import { addressOf, type Held, type MadeShare, makeShare, recored } from './shares.ts';
import { arrive, refusalAt } from './steps.ts';

const held = countCases('lies about an inbox');

const now = () => Math.floor(Date.now() / 1000);
const files = (path: string) => [{ path, bytes: new TextEncoder().encode(`content of ${path}`) }];
const EMPTY = 'Nothing has been sent to you.';
const closedLine = (count: number) =>
  count === 1
    ? '1 delivery does not open with the keys in this browser.'
    : `${count.toLocaleString('en')} deliveries do not open with the keys in this browser.`;

const delivery = (to: KnownKeyPair, path: string, by?: KnownKeyPair, deliver: 0 | 1 = 1, created = now()) =>
  makeShare({
    files: files(path),
    people: [to.recipient],
    deliver,
    created,
    ...(by ? { by: by.identity } : {}),
  });

function entryOf({ id, header }: Pick<Held, 'id' | 'header'>, isNew = true) {
  const entry = { id: toBase64Url(id), header: toBase64Url(header), bodySize: 4_128, arrived: now() };
  return { ...entry, expires: now() + 86_400, isNew };
}

type Entry = ReturnType<typeof entryOf>;

/** The inbox as this server lists it; `cursor` goes on to the same again. */
const listing =
  (entries: readonly Entry[], cursor: Bytes | null = null): Tamper =>
  ({ method, path }) =>
    method === 'GET' && /^\/api\/inbox(\?|$)/.test(path)
      ? json({ entries, cursor: cursor && toBase64Url(cursor) })
      : null;

const asked = (evil: EvilServer, pattern: RegExp) =>
  evil.seen.filter(({ method, path }) => pattern.test(`${method} ${path}`)).length;

test('what is no delivery, what was dismissed, and what lies under another id', async ({
  evil,
  recipient,
  folder,
}) => {
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const articles = recipient.getByRole('region', { name: 'Inbox', exact: true }).getByRole('article');
  const list = async (entries: readonly Entry[], ...shares: readonly MadeShare[]) => {
    evil.tamper = inTurn(listing(entries), hosting(...shares));
    await recipient.goto('/shares');
    await recipient.getByRole('heading', { name: 'Inbox' }).waitFor();
    await expect(recipient.getByText('Looking into this browser.', { exact: true })).toHaveCount(0);
  };
  const nothing = async (what: string, entries: readonly Entry[], ...shares: readonly MadeShare[]) => {
    await test.step(what, async () => {
      await list(entries, ...shares);
      await expect(recipient.getByText(EMPTY, { exact: true })).toBeVisible();
      await expect(articles).toHaveCount(0);
    });
    held();
  };
  const closed = async (
    what: string,
    entry: Entry,
    shares: readonly MadeShare[],
    said: RegExp = words.damaged,
  ) => {
    const refused = articles.filter({ hasText: said });
    await test.step(what, async () => {
      await list([entry], ...shares);
      await expect(recipient.getByText(closedLine(1), { exact: true })).toBeVisible();
      await button(recipient, 'Show what does not open').click();
      await expect(refused).toHaveCount(1);
      await expect(button(refused, 'Open')).toHaveCount(0);
      for (const name of ['real.txt', 'Ada']) await expect(articles.filter({ hasText: name })).toHaveCount(0);
    });
    held();
  };

  const real = await delivery(bob, 'real.txt', ada);
  await list([entryOf(real)], real);
  const article = inboxArticle(recipient, 'real.txt');
  await expect(article.getByText('Sealed by Ada', { exact: true })).toBeVisible();
  held();

  const share = await delivery(bob, 'share.txt', ada, 0);
  await nothing('a share for Bob that was never delivered', [entryOf(share)], share);
  const open = await makeShare({ files: files('link.txt') });
  await list([entryOf(open)], open);
  await button(recipient, 'Show what does not open').click();
  await expect(articles.filter({ hasText: words['link-cut'] })).toHaveCount(1);
  await expect(articles.filter({ hasText: 'link.txt' })).toHaveCount(0);
  held();

  // A share turned into a delivery, or another id: the core is signed.
  await closed(
    'a share made a delivery by the server',
    {
      ...entryOf(share),
      header: toBase64Url(recored(share, () => ({ deliver: 1 }))),
    },
    [],
  );
  const id = random(16);
  await closed('the same delivery under another id', { ...entryOf(real), id: toBase64Url(id) }, [real]);
  // The id is part of what its stanza was sealed for.
  await closed(
    'under another id in its header too',
    entryOf({ id, header: recored(real, () => ({ id })) }),
    [],
    words['not-addressed'],
  );
  await closed('a header cut', entryOf({ id: real.id, header: real.header.slice(0, -1) }), [real]);
  const forged = await delivery(bob, 'other.txt', ada);
  await closed('with the manifest of another', entryOf(real), [{ ...real, manifest: forged.manifest }]);

  // What names lists sender's date, and the time that the server says it came, are two things.
  const old = await delivery(bob, 'old.txt', ada, 1, now() - 30 * 86_400);
  await list([entryOf(old)], old);
  await expect(inboxArticle(recipient, 'old.txt').getByText(/^The sender dated it/)).toBeVisible();
  held();

  await list([entryOf(real), entryOf(real), entryOf(real, false)], real);
  await expect(articles).toHaveCount(1);
  held();

  // Dismissed while the server refuses to hear of it; then it lists it as new.
  await list([entryOf(real)], real);
  evil.tamper = inTurn(
    ({ method, path }) =>
      method === 'POST' && path.startsWith('/api/deliveries/') ? refusal(404, 'not-found') : null,
    listing([entryOf(real)]),
    hosting(real),
  );
  await button(article, 'Dismiss').click();
  await expect(article).toHaveCount(0);
  await nothing('dismissed, and listed again as new', [entryOf(real)], real);
  await closed('dismissed, and listed under another id', { ...entryOf(real), id: toBase64Url(id) }, [real]);
});

test('a delivery is one state for ever, and a stranger’s is a stranger’s', async ({
  evil,
  recipient,
  folder,
}) => {
  const { bob } = await acquainted(evil, recipient, folder);
  const mallory = await knownKeyPair('Ada');
  const made = await delivery(bob, 'gift.txt', mallory);
  evil.tamper = inTurn(listing([entryOf(made)]), hosting(made));
  await recipient.goto('/shares');
  const article = inboxArticle(recipient, 'gift.txt');
  await expect(article.getByText('Calls themselves “Ada”', { exact: true })).toBeVisible();
  await expect(article.getByText(/^Sealed by/)).toHaveCount(0);
  held();
  await button(article, 'Open').click();
  await expect(fileList(recipient)).toContainText('gift.txt');
  await expect(recipient.getByText('Calls themselves “Ada”', { exact: true })).toBeVisible();
  const again = { ...made, header: recored(made, () => ({ created: 1 })) };
  evil.tamper = hosting(again);
  expect(await refusalAt(recipient, addressOf(evil.origin, made))).toMatch(words.damaged);
  held();
  evil.tamper = hosting(made);
  await arrive(recipient, addressOf(evil.origin, made));
  await expect(fileList(recipient)).toContainText('gift.txt');
});

const floods: [string, (bob: KnownKeyPair) => Promise<{ entries: Entry[]; cursor: Bytes | null }>][] = [
  ['pages of rubbish without an end', async () => ({ entries: rubbish(100, 300), cursor: random(24) })],
  [
    'the largest headers, without an end',
    async () => ({ entries: rubbish(100, 16_384), cursor: random(24) }),
  ],
  [
    'headers that have to be tried, without an end',
    async () => {
      const stranger = await knownKeyPair('');
      const others = await Promise.all(Array.from({ length: 20 }, () => delivery(stranger, 'x')));
      return { entries: others.map((one) => entryOf(one)), cursor: random(24) };
    },
  ],
  ['more entries than a page has', async () => ({ entries: rubbish(501, 300), cursor: null })],
  ['headers above the limit', async () => ({ entries: rubbish(20, 16_385), cursor: null })],
];

function rubbish(count: number, size: number): Entry[] {
  return Array.from({ length: count }, () => entryOf({ id: random(16), header: random(size) }));
}

/** The inbox in pages of 100, as an honest server cuts it. */
const paged =
  (entries: readonly Entry[]): Tamper =>
  ({ method, path }) => {
    if (method !== 'GET' || !/^\/api\/inbox(\?|$)/.test(path)) return null;
    const cursor = fromBase64Url(new URL(path, 'http://localhost').searchParams.get('cursor') ?? '');
    const start = cursor?.length ? (cursor[0] ?? 0) * 100 : 0;
    const next = start + 100 < entries.length ? new Uint8Array(24).fill(start / 100 + 1, 0, 1) : null;
    return json({ entries: entries.slice(start, start + 100), cursor: next && toBase64Url(next) });
  };

test('thousands that do not open are one line, shown a page at a time, and dismissed at once', async ({
  evil,
  recipient,
  folder,
}) => {
  test.setTimeout(240_000);
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const real = await delivery(bob, 'real.txt', ada);
  const stranger = await knownKeyPair('');
  const others = await Promise.all(Array.from({ length: 10 }, () => delivery(stranger, 'x')));
  const closed = [...rubbish(2_990, 300), ...others.map((one) => entryOf(one))];
  evil.tamper = inTurn(paged([...closed, entryOf(real)]), hosting(real));
  await recipient.goto('/shares');
  const region = recipient.getByRole('region', { name: 'Inbox', exact: true });
  const articles = region.getByRole('article');
  await expect(inboxArticle(recipient, 'real.txt')).toBeVisible({ timeout: 90_000 });
  await expect(region.getByText(closedLine(3_000), { exact: true })).toBeVisible();
  await expect(articles).toHaveCount(1);
  await expect(region.getByRole('alert')).toHaveCount(0);
  held();

  await button(region, 'Show what does not open').click();
  await expect(articles).toHaveCount(51);
  await expect(region.getByText('1 to 50 of 3,000', { exact: true })).toBeVisible();
  await button(region, 'Older of those that do not open').click();
  await expect(region.getByText('51 to 100 of 3,000', { exact: true })).toBeVisible();
  await expect(articles).toHaveCount(51);
  await button(region, 'Hide what does not open').click();
  await expect(articles).toHaveCount(1);
  held();

  // The server will not hear of it: it is asked a few times, not thousands.
  evil.seen.length = 0;
  await button(region, 'Dismiss what does not open').click();
  await expect(region.getByText(closedLine(3_000), { exact: true })).toHaveCount(0, { timeout: 90_000 });
  await expect(inboxArticle(recipient, 'real.txt')).toBeVisible();
  const told = evil.seen.filter(
    ({ method, path }) => method === 'POST' && path.startsWith('/api/deliveries/'),
  );
  expect(told.length).toBeGreaterThan(0);
  evil.tamper = inTurn(
    ({ method, path }) =>
      method === 'POST' && path.startsWith('/api/deliveries/') ? refusal(500, 'unexpected') : null,
    paged([...closed, ...rubbish(1, 300), entryOf(real)]),
    hosting(real),
  );
  await recipient.goto('/shares');
  await expect(region.getByText(closedLine(1), { exact: true })).toBeVisible({ timeout: 90_000 });
  evil.seen.length = 0;
  await button(region, 'Dismiss what does not open').click();
  await expect(region.getByText(closedLine(1), { exact: true })).toHaveCount(0, { timeout: 90_000 });
  await expect(inboxArticle(recipient, 'real.txt')).toBeVisible();
  expect(asked(evil, /POST \/api\/inbox\//)).toBeLessThanOrEqual(4);
  held();
});

test('deliveries are opened a few at a time, and what could not be fetched waits', async ({
  evil,
  recipient,
  folder,
}) => {
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const made = await Promise.all(Array.from({ length: 12 }, (_, i) => delivery(bob, `${i}.txt`, ada)));
  const entries = made.map((one) => entryOf(one));
  const region = recipient.getByRole('region', { name: 'Inbox', exact: true });

  evil.tamper = inTurn(listing(entries), ({ path }) =>
    path.endsWith('/manifest') ? refusal(503, 'store-unreachable') : null,
  );
  await recipient.goto('/shares');
  await expect(region.getByText('12 deliveries could not be opened yet.', { exact: true })).toBeVisible();
  await expect(region.getByRole('article')).toHaveCount(0);
  await expect(button(region, 'Dismiss what does not open')).toHaveCount(0);
  await button(region, 'Show what waits').click();
  await expect(region.getByRole('article')).toHaveCount(12);
  held();

  let [open, most] = [0, 0];
  let release = () => {};
  const four = new Promise<void>((resolve) => {
    release = resolve;
  });
  evil.tamper = inTurn(listing(entries), async (exchange) => {
    const answer = await hosting(...made)(exchange);
    if (!exchange.path.endsWith('/manifest')) return answer;
    open++;
    most = Math.max(most, open);
    if (open === 4) {
      // Whatever else were asked at once would have come by the time of a whole answer.
      await fetch(`${evil.real.origin}/healthz`);
      release();
    }
    await four;
    open--;
    return answer;
  });
  await button(region, 'Try again').click();
  await expect(region.getByRole('article')).toHaveCount(12);
  await expect(inboxArticle(recipient, '11.txt')).toBeVisible();
  expect(most).toBe(4);
  held();
});

for (const { title, tag, every } of [
  { title: 'some', tag: [], every: 3 },
  { title: 'all', tag: ['@crash'], every: 1 },
]) {
  test(`floods: bounded questions, and the page goes on: ${title}`, { tag }, async ({
    evil,
    recipient,
    folder,
  }) => {
    test.setTimeout(180_000);
    const { bob } = await acquainted(evil, recipient, folder);
    const file = await writeBytes(folder, 'mine.txt', Buffer.from('mine'));
    for (const [what, flood] of floods.filter((_, i) => i % every === 1 % every)) {
      const { entries, cursor } = await flood(bob);
      evil.tamper = (exchange) => {
        // Other ids each time, so that nothing can be told from having been seen.
        const fresh = entries.map((entry) => ({ ...entry, id: toBase64Url(random(16)) }));
        return listing(fresh, cursor && random(24))(exchange);
      };
      evil.seen.length = 0;
      await test.step(what, async () => {
        await recipient.goto('/shares');
        await recipient.getByRole('heading', { name: 'Inbox' }).waitFor();
        await recipient.getByRole('link', { name: 'Send', exact: true }).click();
        await recipient.getByLabel('Files to send', { exact: true }).setInputFiles(file);
        await untilReady(recipient, 60_000);
        await recipient.getByRole('link', { name: 'Shares', exact: true }).click();
        await expect(recipient.getByRole('article', { name: 'mine.txt', exact: true }).first()).toBeVisible();
        expect(asked(evil, /GET \/api\/inbox/)).toBeLessThanOrEqual(250);
      });
      held();
    }
    evil.reset();
    await recipient.goto('/shares');
    await expect(recipient.getByText(EMPTY, { exact: true })).toBeVisible();
  });
}
