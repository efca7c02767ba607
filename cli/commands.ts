/** Every command by its name, which is one word or two. A new one is a file in commands/ and a line here. */
import type { Command } from './command.ts';
import { card } from './commands/card.ts';
import { contactAdd } from './commands/contact-add.ts';
import { contactList } from './commands/contact-list.ts';
import { contactVerify } from './commands/contact-verify.ts';
import { keyShow } from './commands/key-show.ts';
import { keygen } from './commands/keygen.ts';

export const commands: Readonly<Record<string, Command>> = {
  keygen,
  'key show': keyShow,
  card,
  'contact add': contactAdd,
  'contact list': contactList,
  'contact verify': contactVerify,
};
