/**
 * `sealdrop open-legacy`: opens what it recognises of three older systems, in constant memory, and writes each file whole
 * or not at all. What a system never authenticated is said before and after, on standard error. docs/older-files.md.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Found, findOlder } from '../shared/archive/find-older.ts';
import type { OlderItem } from '../shared/archive/older-item.ts';
import { KEY_TEXT_MAX, type OlderKeys, readFileKey, readPrivateKey } from '../shared/archive/older-key.ts';
import type { StoredFile } from '../shared/archive/stored-file.ts';
import { SealdropError } from '../shared/errors.ts';
import { sendablePaths } from '../shared/paths.ts';
import { bucketFiles, parseBucketAddress } from './bucket-files.ts';
import { diskFiles } from './disk-files.ts';
import { after, before, compare, doubtful, explain, systemNames, usage } from './open-legacy-words.ts';
import { type OutFolder, outFolder, removeTemporaries } from './out-folder.ts';

interface Options {
  readonly path: string;
  readonly key: string | null;
  readonly out: string;
}

/** An item that could be opened, and the path among all of them that its file is written to. */
interface Placed {
  readonly item: OlderItem;
  readonly path: string;
}

/** Answers the exit code: 0, or that of the first thing that failed. */
export async function openLegacy(parameters: string[]): Promise<number> {
  if (parameters.includes('--help')) {
    process.stdout.write(usage);
    return 0;
  }
  const options = parseOptions(parameters);
  if (typeof options === 'string') {
    process.stderr.write(`${options}\n\n${usage}`);
    return 2;
  }
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => {
      removeTemporaries();
      process.exit(code);
    });
  }
  try {
    return await run(options);
  } catch (error) {
    return fail(error, options.path);
  }
}

function parseOptions(parameters: string[]): Options | string {
  try {
    const text = { type: 'string' } as const;
    const { values, positionals } = parseArgs({
      args: parameters,
      options: { key: text, out: text },
      allowPositionals: true,
    });
    const [path] = positionals;
    if (path === undefined || path === '' || positionals.length > 1) return 'Say one PATH.';
    return { path, key: values.key ?? null, out: values.out ?? '.' };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function run({ path, key, out }: Options): Promise<number> {
  const keys = await readKeys(key);
  const found = await findOlder(await filesAt(path));
  const { items, skipped } = found;
  for (const one of skipped) say(`skipped: ${one}`);
  if (items.length === 0) throw new SealdropError('older-unknown');
  sayBefore(found);
  const failures: number[] = [];
  const placed = await place(items, keys, failures);
  const folder = await outFolder(out);
  for (const one of placed) {
    try {
      await openInto(folder, one, keys);
    } catch (error) {
      failures.push(fail(error, one.item.source));
    }
  }
  const opened = items.length - failures.length;
  if (opened > 0) say(compare);
  say(`${opened} of ${items.length} opened.`);
  return failures[0] ?? 0;
}

async function readKeys(path: string | null): Promise<OlderKeys> {
  const named = async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof SealdropError) throw new SealdropError(error.code, { details: { file: name } });
      throw new SealdropError('file-unreadable', { cause: error, details: { file: name } });
    }
  };
  const { FILE_KEY_BASE64: fileKey } = process.env;
  return {
    privateKey:
      path === null
        ? null
        : await named(path, async () => {
            const pem = await readFile(path);
            if (pem.length > KEY_TEXT_MAX) throw new SealdropError('older-key-unusable');
            return await readPrivateKey(pem.toString('latin1'));
          }),
    fileKey: fileKey ? await named('FILE_KEY_BASE64', async () => readFileKey(fileKey)) : null,
  };
}

async function filesAt(path: string): Promise<readonly StoredFile[]> {
  if (!path.startsWith('s3:')) return await diskFiles(path);
  const address = parseBucketAddress(path);
  if (!address) throw new SealdropError('file-unreadable', { details: { file: path } });
  return await bucketFiles(address);
}

function sayBefore({ items }: Found): void {
  for (const system of new Set(items.map((item) => item.system))) {
    say(`${systemNames[system]}: ${before[system]}`);
  }
}

/** Each item under a path that no other of them has. What cannot be opened is said, and its exit code added. */
async function place(items: readonly OlderItem[], keys: OlderKeys, failures: number[]): Promise<Placed[]> {
  const opened: Placed[] = [];
  for (const item of items) {
    try {
      opened.push({ item, path: (await item.open(keys)).path });
    } catch (error) {
      failures.push(fail(error, item.source));
    }
  }
  const paths = sendablePaths(opened.map(({ path }) => path));
  return opened.map(({ item }, i) => ({ item, path: paths[i] as string }));
}

async function openInto(folder: OutFolder, { item, path }: Placed, keys: OlderKeys): Promise<void> {
  const { content, doubtful: isDoubtful } = await item.open(keys);
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const piece of content()) {
      hash.update(piece);
      yield piece;
    }
  }
  const written = await folder.write(path, hashed());
  process.stdout.write(`${hash.digest('hex')}  ${visible(written)}\n`);
  say(`${written}: ${after[item.system]}`);
  if (isDoubtful) say(`${written}: ${doubtful}`);
}

function fail(error: unknown, subject: string): number {
  const { exit, words } = explain(error, subject);
  say(words);
  return exit;
}

function say(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}

/** Names come from others: none of them moves the cursor of a terminal, or begins a line. */
function visible(text: string): string {
  return text.replace(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD');
}
