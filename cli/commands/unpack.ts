/** `sealdrop unpack`: opens a package on this machine alone, and writes all of its files or none. docs/package.md. */
import { openPackage } from '../../shared/package/read-package.ts';
import { savablePaths } from '../../shared/paths.ts';
import { splitter } from '../../shared/transfer/split.ts';
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { openPackageFor, packageKeyOptions } from '../open-package.ts';
import { writeTogether } from '../out-files.ts';
import { outFolder, writablePath } from '../out-folder.ts';
import { packageAt } from '../package-at.ts';
import { counted, progressOf } from '../progress.ts';
import { senderOf } from '../sender-words.ts';
import { visible } from '../terminal.ts';

export const unpack = command({
  summary: 'opens a portable package, without any server',
  synopsis: 'PACKAGE.zip [--out DIR]',
  about:
    'All of it is compared with what its sender signed before any file gets its name, and nothing that is there is written over. PACKAGE may also be the folder that one was unpacked to by another program.',
  options: {
    out: {
      value: 'DIR',
      completes: 'folder',
      help: 'where the files go; made where it is not there; here if not given',
    },
    ...packageKeyOptions,
  },
  takes: [1, 1],
  completes: 'file',
  examples: [
    ['unpack report.zip --out inbox', 'with a key pair of yours, whose passphrase is asked for'],
    ['unpack report.zip --code-file code.txt', 'with the code that was given with it'],
  ],
  run: async ({ values, positionals: [path = ''], console, result, say }) => {
    const packed = await packageAt(path);
    const opened = await openPackageFor(packed, values, console);
    const { manifest, plain } = await openPackage(packed, opened, new AbortController().signal);
    const { card } = opened;
    const sender = await senderOf(await openHome(console.environment), { isOwn: false, card });
    const { files, geometry, note } = manifest;
    const progress = progressOf(console, geometry.paddedSize, 'Opening');
    const range = { start: 0, end: geometry.paddedSize };
    const { take, end } = splitter(counted(plain(range), progress.add));
    const paths = savablePaths(files.map((file) => writablePath(file.path)));
    const folder = await outFolder(values.out ?? '.');
    const written = await writeTogether(
      folder,
      files.map(({ size }, i) => ({ path: paths[i] as string, content: take(size) })),
      async () => {
        // The padding is a part of what was signed.
        for await (const _ of take(geometry.paddedSize - geometry.bodySize));
        await end();
      },
    ).finally(progress.end);
    say(sender.words);
    if (note !== '') say(`Message: ${note}`);
    result(written.map((one) => `${visible(one)}\n`).join(''), {
      files: written.map((place, i) => ({ place, path: files[i]?.path, size: files[i]?.size })),
      note,
      sender: sender.json,
    });
  },
});
