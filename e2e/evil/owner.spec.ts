/**
 * A server that shows the owner something else as their own share, alone and together with somebody who has the link
 * and therefore the owner's public key.
 */
import { type Bytes, concat, fromBase64Url, random, sha256, toBase64Url } from '../../shared/bytes.ts';
import { GCM_IV_SIZE, openGcm } from '../../shared/crypto/aes-gcm.ts';
import { decodeCbor } from '../../shared/crypto/cbor.ts';
import { asBytes, asMap } from '../../shared/crypto/fields.ts';
import { decodeHeader, type HeaderCore } from '../../shared/crypto/header.ts';
import { sealHpke } from '../../shared/crypto/hpke.ts';
import { contextLabel, epochKeys } from '../../shared/crypto/key-schedule.ts';
import { openHeaderByLink } from '../../shared/crypto/open-header.ts';
import { sealOwnerBox } from '../../shared/crypto/owner-box.ts';
import { signedAnew } from '../../shared/crypto/share.test-data.ts';
import { countCases } from '../cases.ts';
import { writeBytes } from '../files.ts';
import { secretOf } from '../link-text.ts';
import { fileList, partsOf, send } from '../steps.ts';
import { expect, test } from './fixtures.ts';
import { ready } from './hosting.ts';
import { type Answer, json, type Tamper } from './server.ts';
import { makeShare } from './shares.ts';
import { arrive, type Cause, expectWords } from './steps.ts';

const held = countCases('lies to owners');

/** This answer to the question of what stands behind an id. */
const showing =
  (id: Bytes, answer: Answer): Tamper =>
  ({ method, path }) =>
    method === 'GET' && path === `/api/shares/${toBase64Url(id)}` ? answer : null;

test('the owner is shown no other share, end or header as their own', async ({ evil, sender, folder }) => {
  const link = await send(sender, await writeBytes(folder, 'mine.txt', Buffer.from('mine')));
  const own = link.split('#')[0] ?? '';
  const id = fromBase64Url(own.slice(-22)) ?? new Uint8Array();
  const other = await makeShare({ files: [{ path: 'other.txt', bytes: random(10) }] });
  const shown: [Cause, Answer][] = [
    ['damaged', ready(other.header)],
    ['damaged', ready(concat(other.header.subarray(0, -1)))],
    ['damaged', ready(random(500))],
    ['ended', json({ state: 'ended', reason: 'revoked' })],
  ];
  for (const [cause, answer] of shown) {
    evil.tamper = showing(id, answer);
    await arrive(sender, own);
    await expect(sender.getByRole('alert')).toBeVisible();
    expectWords(await sender.getByRole('alert').innerText(), cause);
    await expect(fileList(sender)).toHaveCount(0);
    held();
  }
  evil.tamper = () => null;
  await arrive(sender, own);
  await expect(fileList(sender)).toContainText('mine.txt');
});

test('a state sealed to the owner’s own key by somebody who has the link is not the owner’s', async ({
  evil,
  sender,
  folder,
}) => {
  const link = await send(sender, await writeBytes(folder, 'mine.txt', Buffer.from('mine')));
  const own = link.split('#')[0] ?? '';
  const id = fromBase64Url(partsOf(link).id) ?? new Uint8Array();
  const linkSecret = new Uint8Array(secretOf(partsOf(link).fragment));
  const answer = (await (await fetch(`${evil.origin}/api/shares/${toBase64Url(id)}`)).json()) as {
    header: string;
  };
  const current = new Uint8Array(Buffer.from(answer.header, 'base64url'));

  // All that the link gives: the owner's card, the blinding value of the id, every key of this epoch.
  const opened = await openHeaderByLink(current, id, linkSecret, null);
  if (opened === 'locked') throw new Error('locked');
  const { proof, core } = decodeHeader(current);
  const inner = await openGcm(
    opened.keys.proofKey,
    proof.slice(0, GCM_IV_SIZE),
    proof.slice(GCM_IV_SIZE),
    new Uint8Array(),
  );
  const r = asBytes(asMap(decodeCbor(inner ?? new Uint8Array())).get('r'), 16);

  const forger = await makeShare({ files: [{ path: 'forged.txt', bytes: random(10) }] });
  const context = { suite: 1 as const, id, epoch: 2 };
  const secret = random(32);
  const keys = await epochKeys(secret, context);
  const token = random(32);
  const box = await sealOwnerBox(
    { token, r, s: secret, link: linkSecret, argon: null, people: [] },
    opened.card.encryptionKey,
    context,
    1,
  );
  const person = await sealHpke(opened.card.encryptionKey, secret, contextLabel('stanzaPerson', context));
  const issue = {
    ...forger.issue,
    context,
    secret,
    r,
    token,
    link: { secret: linkSecret, passphrase: null },
  };
  const forged = (change: Partial<HeaderCore>) =>
    signedAnew(issue, keys, () => ({ ownerBox: box, ...change }));

  const shown: [string, string, Cause, Bytes][] = [
    [
      'the box holds another token than the share’s',
      own,
      'damaged',
      await forged({ tokenHash: core.tokenHash }),
    ],
    [
      'the token is the box’s, but the id is not theirs',
      own,
      'damaged',
      await forged({ tokenHash: await sha256(token) }),
    ],
    [
      'behind the link, signed by another',
      link,
      'sender-changed',
      await forged({ tokenHash: core.tokenHash }),
    ],
    [
      'behind the link, sealed to the key that this browser has',
      link,
      'link-replaced',
      await forged({ tokenHash: core.tokenHash, stanzas: [{ type: 1, ...person }] }),
    ],
  ];
  for (const [what, address, cause, header] of shown) {
    evil.tamper = showing(id, ready(header));
    await test.step(what, async () => {
      await arrive(sender, address);
      await expect(sender.getByRole('alert')).toBeVisible();
      expectWords(await sender.getByRole('alert').innerText(), cause);
      await expect(fileList(sender)).toHaveCount(0);
    });
    held();
  }
  evil.tamper = () => null;
  await arrive(sender, own);
  await expect(fileList(sender)).toContainText('mine.txt');
});
