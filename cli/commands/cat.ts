/** `sealdrop cat`: writes a file of a sealed item to standard output, each part after it was verified. docs/receive.md. */
import { command, UsageError } from '../command.ts';
import { openItem } from '../receive/sealed-item.ts';
import { serviceKeys } from '../receive/service-key.ts';
import { visible } from '../terminal.ts';

export const cat = command({
  summary: 'writes a sealed item of "receive --sealed" to standard output',
  synopsis: 'ITEM [--file PATH]',
  about:
    'The key is FILE_KEY_BASE64, in the environment. Nothing unverified is written; of an item that was changed further on, what stands before may have been, so only the exit code says whether it was all.',
  options: {
    file: { value: 'PATH', help: 'which of its files, where it has several' },
    list: { help: 'prints their names and sizes in place of a content' },
  },
  takes: [1, 1],
  completes: 'folder',
  examples: [
    ['cat /srv/in/arrival-5f2c91d07ab3e846 > report.pdf', 'the one file of an item'],
    ['cat /srv/in/arrival-5f2c91d07ab3e846 --list', 'what is in it'],
  ],
  run: async ({ values, positionals: [path = ''], console, result }) => {
    const { files, note, sender, read } = await openItem(path, await serviceKeys(console.environment));
    if (values.list) {
      const lines = files.map((one) => `${one.size}  ${visible(one.path)}\n`);
      result(lines.join(''), { files, message: note, sender: JSON.parse(sender) as unknown });
      return;
    }
    if (values.json) throw new UsageError('Standard output is either the file or JSON: --list has JSON.');
    const found = values.file === undefined ? files : files.filter((one) => one.path === values.file);
    const [file] = found;
    if (!file) throw new UsageError('The item has no such file. "--list" shows what is in it.');
    if (found.length > 1) throw new UsageError('The item has several files: say which, by --file.');
    for await (const piece of read(file)) await console.write(piece);
  },
});
