/** `sealdrop verify`: checks a package and writes nothing; with what opens it, to the last byte. docs/package.md. */
import { checkChunks, openPackage } from '../../shared/package/read-package.ts';
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { hasPackageKeys, openPackageFor, packageKeyOptions } from '../open-package.ts';
import { packageAt } from '../package-at.ts';
import { progressOf } from '../progress.ts';
import { senderOf } from '../sender-words.ts';
import { visible } from '../terminal.ts';

export const verify = command({
  summary: 'checks a portable package, and writes nothing',
  synopsis: 'PACKAGE.zip [--key KEY | --code-file FILE]',
  about:
    'Without a key it finds every damage; only with one it is known that all is as somebody has signed it, and who.',
  options: packageKeyOptions,
  takes: [1, 1],
  completes: 'file',
  examples: [
    ['verify report.zip', 'finds out whether it has arrived whole'],
    ['verify report.zip --key Alice', 'and whether every byte is as its sender signed it'],
  ],
  run: async ({ values, positionals: [path = ''], console, result }) => {
    const packed = await packageAt(path);
    const { signal } = new AbortController();
    const { chunks, geometry } = packed;
    const found = { chunks, paddedSize: geometry.paddedSize };
    if (!(await hasPackageKeys(values, console))) {
      const progress = progressOf(console, geometry.objectSize, 'Checking');
      await checkChunks(packed, signal, progress.add).finally(progress.end);
      result(
        'It is whole, and all that can be checked without a key agrees. Who sealed it, and whether it is as they signed it, --key or --code-file tell.\n',
        { checked: 'without-key', ...found },
      );
      return;
    }
    const opened = await openPackageFor(packed, values, console);
    const { manifest, plain } = await openPackage(packed, opened, signal);
    const progress = progressOf(console, geometry.paddedSize, 'Checking');
    const range = { start: 0, end: geometry.paddedSize };
    for await (const { length } of plain(range)) progress.add(length);
    progress.end();
    const { card } = opened;
    const sender = await senderOf(await openHome(console.environment), { isOwn: false, card });
    const files = manifest.files.map((file) => ({ path: file.path, size: file.size }));
    result(`Every byte of it is as it was signed. ${visible(sender.words)}\n`, {
      checked: 'everything',
      ...found,
      files,
      note: manifest.note,
      sender: sender.json,
    });
  },
});
