/** `sealdrop revoke`: ends a share for everybody, and forgets it here. */
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { parseShareId } from '../../shared/link.ts';
import { command } from '../command.ts';
import { deviceAt } from '../device.ts';
import { givenLink } from '../given-link.ts';
import { openHome } from '../home.ts';
import { newKeyring } from '../keyring.ts';
import { parseLink } from '../open-link.ts';
import { forgetOwnShare, loadOwnShare } from '../own-shares.ts';
import { passphraseOptions } from '../passphrases.ts';
import { chosenSite, siteAt } from '../site.ts';

const never = new AbortController().signal;

export const revoke = command({
  summary: 'ends a share at once, for everybody',
  synopsis: 'LINK|ID|-',
  about:
    'One that was sent from another device is found by the key pair that signed it. Who has saved it before keeps it. "-" takes the link from standard input.',
  options: {
    ...passphraseOptions,
    server: { value: 'URL', help: 'where ID was sent to, if not from here; SEALDROP_SERVER if not given' },
  },
  takes: [1, 1],
  examples: [
    ['revoke "https://files.example.org/s/...#..."', 'by the link'],
    ['revoke L5AQU98V-QhupuQwyzJCMA', 'by what "sealdrop list" shows'],
  ],
  run: async ({ values, positionals: [text = ''], console, result, say }) => {
    const home = await openHome(console.environment);
    const keyring = newKeyring(home, console, values['passphrase-file']);
    const { id, origin } = await meant(await givenLink(text, console));
    const known = await loadOwnShare(home, id, keyring.find);
    const at = known?.origin ?? origin;
    const site = at === null ? chosenSite(values.server, console.environment) : siteAt(at);
    const token = known?.record.token ?? (await tokenOf(id));
    await site.client.revoke(id, token).catch((error: unknown) => {
      // What is not there, or has ended, needs no end.
      if (!hasCode(error, 'not-found', 'ended')) throw error;
    });
    await forgetOwnShare(home, id);
    say('Ended.');
    result('', { id: toBase64Url(id), revoked: true });

    /** From the header, which whoever holds the key pair can read. Throws not-found where it is nobody's here. */
    async function tokenOf(share: Bytes): Promise<Bytes> {
      const answer = await site.client.share(share);
      if (answer.state === 'ended') throw new SealdropError('ended', { details: { reason: answer.reason } });
      if (answer.state !== 'ready') throw new SealdropError('not-complete');
      const own = await deviceAt(home, site, keyring).adoptShare(share, answer.header, never);
      if (!own) throw new SealdropError('not-addressed');
      return own.token;
    }
  },
});

/** The share that a link or an id means, and where it is as far as that is said. */
async function meant(text: string): Promise<{ readonly id: Bytes; readonly origin: string | null }> {
  if (!/^https?:/i.test(text)) return { id: parseShareId(text), origin: null };
  const { id, origin } = await parseLink(text);
  return { id, origin };
}
