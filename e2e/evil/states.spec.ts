/**
 * One link at different times: a server that goes back to an older state, shows two with the same numbers, or one that
 * opens to different things for different passphrases.
 */
import { random } from '../../shared/bytes.ts';
import { openGcm, sealGcm } from '../../shared/crypto/aes-gcm.ts';
import { decodeHeader, encodeHeader, macInput } from '../../shared/crypto/header.ts';
import { hmacSha256 } from '../../shared/crypto/hkdf.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { twoPassphraseShare } from '../../shared/crypto/salamander.test-data.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { formatLink } from '../../shared/link.ts';
import { countCases } from '../cases.ts';
import { fileList, unlock } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { hosting } from './hosting.ts';
import { linkTo, makeShare, nextEpochOf } from './shares.ts';
import { arrive, expectWords, refusalAt } from './steps.ts';

const held = countCases('states of one link');

const contents = (path: string) => ({ files: [{ path, bytes: random(20) }] });

test('older states, twins, and proofs made anew', async ({ evil, recipient, newProfile }) => {
  const first = await makeShare(contents('first.txt'));
  const second = await nextEpochOf(first);
  const later = { ...second, header: (await sealHeader({ ...second.issue, rev: 2 })).header };
  const link = await linkTo(evil.origin, first);
  const opens = async () => {
    await arrive(recipient, link);
    await expect(fileList(recipient)).toContainText('first.txt');
    held();
  };
  for (const share of [first, second, later]) {
    evil.tamper = hosting(share);
    await opens();
  }
  const twin = { ...later, header: (await sealHeader({ ...later.issue, rev: 2 })).header };
  for (const [what, shown] of [
    ['the epoch before', first],
    ['the rev before', second],
    ['the same numbers with another core', twin],
  ] as const) {
    evil.tamper = hosting(shown);
    await test.step(what, async () => expectWords(await refusalAt(recipient, link), 'rolled-back'));
    held();
  }
  // The core is the same, so nothing is older: no alarm.
  const { coreBytes, proof } = decodeHeader(later.header);
  const none = new Uint8Array(0);
  const inner = await openGcm(later.keys.proofKey, proof.slice(0, 12), proof.slice(12), none);
  const iv = random(12);
  const again = new Uint8Array([...iv, ...(await sealGcm(later.keys.proofKey, iv, inner ?? none, none))]);
  const mac = await hmacSha256(later.keys.headerMac, macInput(coreBytes, again));
  evil.tamper = hosting({ ...later, header: encodeHeader(coreBytes, again, mac) });
  await opens();
  // Whoever has seen nothing newer cannot know: what the first epoch's link holder was given is still whole.
  evil.tamper = hosting(first);
  const stranger = await newProfile();
  await arrive(stranger, link);
  await expect(fileList(stranger)).toContainText('first.txt');
});

test('a stanza that opens to two secrets for two passphrases opens the share for one of them', async ({
  evil,
  recipient,
}) => {
  const salt = random(16);
  const [first, second] = ['the one', 'the other'];
  const outputs = [await passphraseOutput(first, salt), await passphraseOutput(second, salt)] as const;
  const share = await twoPassphraseShare(random(1_000), outputs, salt);
  evil.tamper = hosting({ ...share, manifest: share.sealed, body: share.object });
  const link = await formatLink(evil.origin, share.id, share.linkSecret);
  await recipient.goto(link);
  await unlock(recipient, second);
  await expect(recipient.getByRole('alert')).toBeVisible();
  expectWords(await recipient.getByRole('alert').innerText(), 'damaged');
  await expect(fileList(recipient)).toHaveCount(0);
  held();
  await arrive(recipient, link);
  await unlock(recipient, first);
  await expect(fileList(recipient)).toContainText('file.bin');
  held();
});
