/** `sealdrop key rotate`: a new key pair takes the place of one, and both sign for that. */
import { createIdentity } from '../../shared/crypto/new-identity.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { sealSuccession } from '../../shared/crypto/succession.ts';
import { publishCard, publishSuccession } from '../announce.ts';
import { command, UsageError } from '../command.ts';
import { openHome } from '../home.ts';
import { describeKey, keyJson } from '../key-words.ts';
import { addIdentity, findIdentity, keyFileOf, loadIdentity, saveIdentity, unlock } from '../keys.ts';
import { ofKeyPair, passphraseOptions, readPassphrase } from '../passphrases.ts';
import { siteAt } from '../site.ts';
import { now } from '../time.ts';

export const keyRotate = command({
  summary: 'makes a new key pair in the place of an old one',
  synopsis: '[NAME]',
  about:
    'The new one has the same name and passphrase. Servers that know the old one are told, so that your contacts are offered to follow; they should compare the new fingerprint. The old one stays, for what was sent to it.',
  options: {
    ...passphraseOptions,
    server: {
      value: 'URL',
      many: true,
      help: 'a server to tell, beside those that this device has shown the old card to',
    },
  },
  takes: [0, 1],
  completes: 'key',
  examples: [
    ['key rotate Alice', 'after a device was lost, say'],
    ['key rotate --server https://files.example.org', 'and tells a server that has the card from a browser'],
  ],
  run: async ({ values, positionals: [name], console, result, say }) => {
    const home = await openHome(console.environment);
    const old = await findIdentity(home, name ?? null);
    if (old.successor) throw new UsageError('This key pair has a successor already.');
    const passphrase = await readPassphrase(console, ofKeyPair(old.name, values['passphrase-file']));
    const before = await unlock(home, old, passphrase);
    const made = await createIdentity({
      name: old.name,
      now: now(),
      passphrase: (salt) => passphraseOutput(passphrase, salt),
    });
    const succession = await sealSuccession(before, made.identity, now());
    const added = await addIdentity(home, made.identity, made.backup);
    await saveIdentity(home, { ...added, isDefault: old.isDefault });
    const { fingerprint: successor } = added;
    await saveIdentity(home, { ...old, isDefault: false, successor, succession });
    const origins = new Set([...old.published, ...values.server.map((address) => siteAt(address).origin)]);
    for (const origin of origins) {
      const site = siteAt(origin);
      try {
        await publishCard(home, site, before);
        await publishCard(home, site, made.identity);
        await publishSuccession(home, site, before);
      } catch {
        say(`${origin} could not be told. "sealdrop inbox --server ${origin}" tries again.`);
      }
    }
    const record = (await loadIdentity(home, successor)) ?? added;
    const file = keyFileOf(home, successor);
    result(describeKey(record, file), keyJson(record, file));
  },
});
