/** `sealdrop key show`: the user's key pairs, or one of them. Nothing is unlocked for that. */
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { describeKey, keyJson } from '../key-words.ts';
import { findIdentity, keyFileOf, listIdentities } from '../keys.ts';

export const keyShow = command({
  summary: 'shows your key pairs and their fingerprints',
  synopsis: '[NAME]',
  options: {},
  takes: [0, 1],
  completes: 'key',
  examples: [
    ['key show', 'all of them'],
    ['key show Alice', 'one, by its name or the beginning of its fingerprint'],
  ],
  run: async ({ positionals: [name], console, result }) => {
    const home = await openHome(console.environment);
    const records = name === undefined ? await listIdentities(home) : [await findIdentity(home, name)];
    const file = (fingerprint: (typeof records)[number]['fingerprint']) => keyFileOf(home, fingerprint);
    result(
      records.map((record) => describeKey(record, file(record.fingerprint))).join(''),
      records.map((record) => keyJson(record, file(record.fingerprint))),
    );
  },
});
