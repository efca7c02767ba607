/** Every command by its name, which is one word or two. A new one is a file in commands/ and a line here. */
import { type Command, command, UsageError } from './command.ts';
import { card } from './commands/card.ts';
import { cat } from './commands/cat.ts';
import { contactAdd } from './commands/contact-add.ts';
import { contactList } from './commands/contact-list.ts';
import { contactRemove } from './commands/contact-remove.ts';
import { contactVerify } from './commands/contact-verify.ts';
import { get } from './commands/get.ts';
import { inbox } from './commands/inbox.ts';
import { keyExport } from './commands/key-export.ts';
import { keyImport } from './commands/key-import.ts';
import { keyRotate } from './commands/key-rotate.ts';
import { keyShow } from './commands/key-show.ts';
import { keygen } from './commands/keygen.ts';
import { list } from './commands/list.ts';
import { open } from './commands/open.ts';
import { pack } from './commands/pack.ts';
import { put } from './commands/put.ts';
import { receive } from './commands/receive.ts';
import { revoke } from './commands/revoke.ts';
import { rotateKey } from './commands/rotate-key.ts';
import { send } from './commands/send.ts';
import { unpack } from './commands/unpack.ts';
import { verify } from './commands/verify.ts';
import { bashCompletion, zshCompletion } from './completion.ts';

const all: Readonly<Record<string, Command>> = {
  keygen,
  'key show': keyShow,
  'key export': keyExport,
  'key import': keyImport,
  'key rotate': keyRotate,
  card,
  'contact add': contactAdd,
  'contact list': contactList,
  'contact verify': contactVerify,
  'contact remove': contactRemove,
  send,
  open,
  inbox,
  receive,
  cat,
  'rotate-key': rotateKey,
  list,
  revoke,
  pack,
  unpack,
  verify,
  put,
  get,
};

/** Knows all the others, and so is none of their files. */
const completion = command({
  summary: 'prints what completes commands, options and names in a shell',
  synopsis: 'bash|zsh',
  options: {},
  takes: [1, 1],
  examples: [
    ['completion bash', 'in ~/.bashrc: source <(sealdrop completion bash)'],
    ['completion zsh', 'in ~/.zshrc, after compinit: source <(sealdrop completion zsh)'],
  ],
  run: async ({ positionals: [shell], result }) => {
    if (shell !== 'bash' && shell !== 'zsh') {
      throw new UsageError(`There is completion for bash and zsh, not for ${shell}.`);
    }
    const text = shell === 'bash' ? bashCompletion(commands) : zshCompletion(commands);
    result(text, { shell, script: text });
  },
});

export const commands: Readonly<Record<string, Command>> = { ...all, completion };
