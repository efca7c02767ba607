/**
 * Shares that pass for somebody's: by a contact's name on a stranger's card, or by an owner box that the reader's own key
 * opens. A name is shown as what somebody calls themselves, and nothing joins the reader's shares.
 */
import { sha256 } from '../../shared/bytes.ts';
import { sealOwnerBox } from '../../shared/crypto/owner-box.ts';
import { signedAnew } from '../../shared/crypto/share.test-data.ts';
import { ownerCommitOf, shareIdOf } from '../../shared/crypto/share-id.ts';
import { countCases } from '../cases.ts';
import { type KnownKeyPair, knownKeyPair } from '../known-keys.ts';
import { fileList } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { hosting } from './hosting.ts';
import { acquainted } from './people-steps.ts';
import { addressOf, type MadeShare, makeShare } from './shares.ts';
import { arrive, type Cause, expectWords, refusalAt } from './steps.ts';

const held = countCases('shares that pass for somebody’s');

const files = (path: string) => [{ path, bytes: new TextEncoder().encode(`content of ${path}`) }];

test('a name on a card is what somebody calls themselves', async ({ evil, recipient, folder }) => {
  const { bob } = await acquainted(evil, recipient, folder);
  const names = ['Ada', 'Ada ', 'Αda', '\u{202e}adA', 'Verified: Ada', 'Sealed by Ada', 'Sent by you', 'Bob'];
  for (const name of names) {
    const stranger = await knownKeyPair(name);
    const share = await makeShare({
      files: files('gift.txt'),
      by: stranger.identity,
      people: [bob.recipient],
    });
    evil.tamper = hosting(share);
    await arrive(recipient, addressOf(evil.origin, share));
    await expect(fileList(recipient)).toContainText('gift.txt');
    await expect(recipient.getByText(/^Calls themselves “/)).toBeVisible();
    for (const claim of [/^Sealed by/, /^Verified: signed/, /^Sent by you/]) {
      await expect(recipient.getByText(claim)).toHaveCount(0);
    }
    held();
  }
});

test('a share with an owner box for Bob that Bob never made is not among his', async ({
  evil,
  recipient,
  folder,
}) => {
  const { ada, bob } = await acquainted(evil, recipient, folder);
  const mallory = await knownKeyPair('Mallory');
  const { card, fingerprint } = bob.identity;
  const asBob = { ...mallory.identity, card, fingerprint };
  /** Sealed to Bob, by whoever signs, with an owner box that Bob's key opens and that holds the truth. */
  const boxed = async (by: KnownKeyPair['identity'], toBob: boolean): Promise<MadeShare> => {
    const people = [toBob ? bob.recipient : mallory.recipient];
    const share = await makeShare({ files: files('planted.txt'), by, people });
    const { context, token, r, secret } = share.issue;
    const secrets = { token, r, s: secret, link: null, argon: null, people: [people[0]?.fingerprint ?? r] };
    const ownerBox = await sealOwnerBox(secrets, bob.recipient.encryptionKey, context, 1);
    return { ...share, header: await signedAnew(share.issue, share.keys, () => ({ ownerBox })) };
  };
  const ownId = async (share: MadeShare) =>
    shareIdOf(await ownerCommitOf(fingerprint, share.issue.r), await sha256(share.issue.token));

  const cases: [string, Cause | 'opened', MadeShare][] = [
    ['signed by a stranger, for Bob', 'opened', await boxed(mallory.identity, true)],
    ['signed by a contact, for Bob', 'opened', await boxed(ada.identity, true)],
    ['signed by a stranger, for somebody else', 'not-addressed', await boxed(mallory.identity, false)],
    ['with Bob’s card and another’s signature', 'damaged', await boxed(asBob, true)],
  ];
  expect(cases[3]?.[2].id).toEqual(await ownId(cases[3]?.[2] as MadeShare));
  for (const [what, outcome, share] of cases) {
    evil.tamper = hosting(share);
    const address = addressOf(evil.origin, share);
    await test.step(what, async () => {
      if (outcome === 'opened') {
        await arrive(recipient, address);
        await expect(fileList(recipient)).toContainText('planted.txt');
        await expect(recipient.getByText(/^Sent by you/)).toHaveCount(0);
      } else {
        expectWords(await refusalAt(recipient, address), outcome);
      }
      await recipient.goto('/shares');
      await expect(recipient.getByText('Nothing has been sent to you.', { exact: true })).toBeVisible();
      await expect(recipient.getByRole('article')).toHaveCount(0);
    });
    held();
  }
});
