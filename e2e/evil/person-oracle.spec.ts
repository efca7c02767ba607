/**
 * No decryption oracle for people either: behind an address without a secret every key of one's own is tried, and
 * whatever a server changes in the stanzas, the requests that follow are the same. That holds for somebody too whose
 * card the server never took, so that the page still has something to tell it.
 */
import { randomBytes } from 'node:crypto';
import { type Bytes, random } from '../../shared/bytes.ts';
import { openHeaderByKeys } from '../../shared/crypto/open-header.ts';
import { sealPersonStanza } from '../../shared/crypto/person-stanza.ts';
import { SealdropError } from '../../shared/errors.ts';
import { countCases } from '../cases.ts';
import { importKnown, type KnownKeyPair, knownKeyPair } from '../known-keys.ts';
import { words } from '../words.ts';
import { expect, test } from './fixtures.ts';
import { hosting, inTurn } from './hosting.ts';
import { stanzasOf, withStanzas } from './people-steps.ts';
import { refusal, type Tamper } from './server.ts';
import { addressOf, type MadeShare, makeShare } from './shares.ts';
import { type Cause, expectWords, refusalAt, reopened, shapeOf } from './steps.ts';

const held = countCases('mutated person stanzas with one and the same sequence of requests');

type PersonStanza = Awaited<ReturnType<typeof sealPersonStanza>>;

function flipped(bytes: Bytes, i: number): Bytes {
  const copy = bytes.slice();
  const at = i % copy.length;
  copy[at] = (copy[at] ?? 0) ^ (1 << (i % 8));
  return copy;
}

/** One of the kinds of lies that fail at another step each: at the point, the tag, the commit, the mac. */
async function lie(share: MadeShare, [bob, other]: [KnownKeyPair, KnownKeyPair], i: number): Promise<Bytes> {
  const real = stanzasOf(share).find(({ type }) => type === 1) as PersonStanza;
  const to = ({ recipient }: KnownKeyPair, secret: Bytes = random(32)) =>
    sealPersonStanza(secret, recipient.encryptionKey, share.issue.context);
  const at = Math.floor(i / 8);
  const kinds: (() => Promise<PersonStanza[]> | PersonStanza[])[] = [
    () => [{ ...real, ct: flipped(real.ct, at) }],
    () => [{ ...real, enc: flipped(real.enc, at) }],
    async () => [await to(bob)],
    async () => [real, await to(bob)],
    async () => [await to(other)],
    async () => [await to(bob, share.secret)],
    async () => [{ ...(await to(other)), ct: real.ct }],
    async () => [real, await to(other)],
  ];
  const stanzas = await kinds[i % kinds.length]?.();
  return withStanzas(share, stanzas ?? []).header;
}

/** The code that the core has for a header, by Bob's key. */
async function codeOf({ id }: MadeShare, header: Bytes, { identity }: KnownKeyPair): Promise<Cause> {
  try {
    await openHeaderByKeys(header, id, [identity.encryption]);
  } catch (error) {
    if (error instanceof SealdropError && error.code in words) return error.code as Cause;
    throw error;
  }
  throw new Error('a mutated header opened');
}

/** The server that has never taken a card, and says that it may later. */
const takingNoCard: Tamper = ({ method, path }) =>
  method === 'PUT' && path.startsWith('/api/cards/') ? refusal(503, 'store-unreachable') : null;

for (const { title, tag, count } of [
  { title: 'some', tag: [], count: 32 },
  { title: '1,000', tag: ['@crash'], count: 1_000 },
]) {
  for (const published of [true, false]) {
    const whose = published ? 'a key whose card is known' : 'a key whose card the server refuses';
    test(`${title} for ${whose}`, { tag }, async ({ evil, recipient, folder }) => {
      test.setTimeout(60_000 + count * 500);
      const [bob, other] = await Promise.all([knownKeyPair('Bob'), knownKeyPair('Other')]);
      const refusing = published ? [] : [takingNoCard];
      evil.tamper = inTurn(...refusing);
      await importKnown(recipient, bob, folder, published);
      const share = await makeShare({
        files: [{ path: 'real.txt', bytes: randomBytes(100) }],
        by: other.identity,
        people: [bob.recipient],
      });
      const address = addressOf(evil.origin, share);
      const serve = (header: Bytes) => {
        evil.tamper = inTurn(...refusing, hosting({ ...share, header }));
      };
      const quiet = async () => {
        // What the page would ask of itself after the words are there.
        await recipient.evaluate(() => new Promise((done) => setTimeout(done, 40)));
        return evil.seen.splice(0).map(shapeOf);
      };

      serve(random(700));
      await refusalAt(recipient, address);
      await quiet();
      expectWords(await refusalAt(recipient, address), 'damaged');
      const refused = await quiet();
      expect(refused).toHaveLength(1);
      const causes = new Set<Cause>();
      for (let i = 0; i < count; i++) {
        const header = await lie(share, [bob, other], i);
        serve(header);
        const cause = await codeOf(share, header, bob);
        causes.add(cause);
        expectWords(await refusalAt(recipient, address), cause);
        expect(await quiet()).toEqual(refused);
        held();
      }
      expect([...causes].sort()).toEqual(['damaged', 'not-addressed']);
      serve(share.header);
      expect(await reopened(recipient, address)).toBe('opened');
    });
  }
}
