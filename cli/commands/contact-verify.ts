/** `sealdrop contact verify`: the user has compared a fingerprint with the person, or gives the digits that they read out. */
import { command, UsageError } from '../command.ts';
import { contactJson, describeContact } from '../contact-words.ts';
import { findContact, saveContact } from '../contacts.ts';
import { openHome } from '../home.ts';
import { digitsOf } from '../key-words.ts';

export const contactVerify = command({
  summary: 'marks a contact as verified, after fingerprints were compared',
  synopsis: 'NAME [DIGITS]',
  about:
    'DIGITS are the eight groups that the person reads to you, by a way that nobody else could have changed; without them you are asked whether they are the same.',
  options: {},
  takes: [1, 9],
  completes: 'contact',
  examples: [
    ['contact verify Bob', 'shows the fingerprint, and asks whether Bob sees the same'],
    ['contact verify Bob 12345 67890 12345 67890 12345 67890 12345 67890', 'compares it with what Bob says'],
  ],
  run: async ({ positionals: [name = '', ...said], console, result, say }) => {
    const home = await openHome(console.environment);
    const contact = await findContact(home, name);
    const digits = digitsOf(contact.fingerprint);
    if (said.length > 0) {
      if (said.join('').replace(/\s/g, '') !== digits.replace(/ /g, '')) {
        throw new UsageError(
          `These are not the digits of ${name}, which are\n  ${digits}\nEither a digit is mistaken, or this is not their key.`,
        );
      }
    } else {
      if (!console.ask) throw new UsageError('Say the digits, for nobody is there to ask.');
      say(`${name} must see these digits, on their own screen:`);
      say(`  ${digits}`);
      if ((await console.ask('Are they the same? yes or no: ', false)) !== 'yes') {
        throw new UsageError(`${name} is left as not verified.`);
      }
    }
    const verified = { ...contact, verified: true };
    await saveContact(home, verified);
    result(await describeContact(verified), await contactJson(verified));
  },
});
