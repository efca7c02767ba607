/** `sealdrop contact remove`: forgets a person. */
import { command } from '../command.ts';
import { findContact, forgetContact } from '../contacts.ts';
import { openHome } from '../home.ts';

export const contactRemove = command({
  summary: 'forgets a contact',
  synopsis: 'NAME',
  options: {},
  takes: [1, 1],
  completes: 'contact',
  examples: [['contact remove Bob', 'what was sent to Bob before stays his to open']],
  run: async ({ positionals: [name = ''], console, result }) => {
    const home = await openHome(console.environment);
    const { fingerprint, petname } = await findContact(home, name);
    await forgetContact(home, fingerprint);
    result('', { removed: petname });
  },
});
