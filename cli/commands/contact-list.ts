/** `sealdrop contact list`: the people that the user knows. */
import { command } from '../command.ts';
import { contactJson, describeContact } from '../contact-words.ts';
import { listContacts } from '../contacts.ts';
import { openHome } from '../home.ts';

export const contactList = command({
  summary: 'lists your contacts',
  synopsis: '',
  options: {},
  takes: [0, 0],
  examples: [['contact list --json', 'for a script']],
  run: async ({ console, result }) => {
    const contacts = await listContacts(await openHome(console.environment));
    const shown = await Promise.all(contacts.map(describeContact));
    result(shown.join(''), await Promise.all(contacts.map(contactJson)));
  },
});
