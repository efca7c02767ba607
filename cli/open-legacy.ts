/**
 * `sealdrop open-legacy`: opens what it recognises of three older systems, in constant memory, and writes each file whole
 * or not at all. What a system never authenticated is said before and after, on standard error. docs/older-files.md.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parseArgs } from 'node:util';
import { findOlder } from '../shared/archive/find-older.ts';
import type { OlderItem } from '../shared/archive/older-item.ts';
import { KEY_TEXT_MAX, type OlderKeys, readFileKey, readPrivateKey } from '../shared/archive/older-key.ts';
import { SealdropError } from '../shared/errors.ts';
import { sendablePaths } from '../shared/paths.ts';
import { parseBucketAddress } from './bucket.ts';
import { bucketFiles } from './bucket-files.ts';
import { diskFiles, type Listing } from './disk-files.ts';
import { after, before, compare, doubtful, explain, systemNames, usage } from './open-legacy-words.ts';
import { type OutFolder, outFolder, writablePath } from './out-folder.ts';
import { type Terminal, visible } from './terminal.ts';

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
export async function openLegacy(parameters: string[], terminal: Terminal): Promise<number> {
  if (parameters.includes('--help')) {
    terminal.out(usage);
    return 0;
  }
  const options = parseOptions(parameters);
  if (typeof options === 'string') {
    terminal.error(`${options}\n\n${usage}`);
    return 2;
  }
  const report: Report = {
    opened: (digest, path) => terminal.out(`${digest}  ${visible(path)}\n`),
    say: (line) => terminal.error(`${visible(line)}\n`),
    failures: [],
    fail(error, subject) {
      const { exit, words } = explain(error, subject);
      report.say(words);
      report.failures.push(exit);
    },
  };
  try {
    await run(options, terminal.environment, report);
  } catch (error) {
    report.fail(error, options.path);
  }
  return report.failures[0] ?? 0;
}

interface Report {
  readonly opened: (digest: string, path: string) => void;
  readonly say: (line: string) => void;
  /** Exit codes of what failed so far. */
  readonly failures: number[];
  readonly fail: (error: unknown, subject: string) => void;
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

async function run(
  { path, key, out }: Options,
  { FILE_KEY_BASE64: fileKey }: Terminal['environment'],
  report: Report,
): Promise<void> {
  const keys = await readKeys(key, fileKey ?? '');
  const listing = await filesAt(path);
  const found = await findOlder(listing.files);
  for (const one of [...listing.skipped, ...found.skipped]) report.say(`skipped: ${one}`);
  for (const error of listing.failures) report.fail(error, path);
  const { items } = found;
  if (items.length === 0) throw new SealdropError('older-unknown');
  for (const system of new Set(items.map((item) => item.system))) {
    report.say(`${systemNames[system]}: ${before[system]}`);
  }
  const placed = await place(items, keys, report);
  const folder = placed.length > 0 ? await outFolder(out) : null;
  for (const one of placed) {
    try {
      if (folder) await openInto(folder, one, { keys, report });
    } catch (error) {
      report.fail(error, one.item.source);
    }
  }
  const all = items.length + listing.failures.length;
  const opened = all - report.failures.length;
  if (opened > 0) report.say(compare);
  report.say(`${opened} of ${all} opened.`);
}

async function readKeys(path: string | null, fileKey: string): Promise<OlderKeys> {
  const named = async <T>(name: string, read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      if (error instanceof SealdropError) throw new SealdropError(error.code, { details: { file: name } });
      throw new SealdropError('file-unreadable', { cause: error, details: { file: name } });
    }
  };
  return {
    privateKey:
      path === null
        ? null
        : await named(path, async () => {
            const pem: Buffer[] = [];
            // A pipe or a device may have no end.
            for await (const piece of createReadStream(path, { end: KEY_TEXT_MAX }))
              pem.push(piece as Buffer);
            return await readPrivateKey(Buffer.concat(pem).toString('latin1'));
          }),
    fileKey: fileKey.trim() ? await named('FILE_KEY_BASE64', async () => readFileKey(fileKey)) : null,
  };
}

async function filesAt(path: string): Promise<Listing> {
  if (!path.startsWith('s3:')) return await diskFiles(path);
  const address = parseBucketAddress(path);
  if (!address) throw new SealdropError('file-unreadable', { details: { file: path } });
  return { files: await bucketFiles(address), skipped: [], failures: [] };
}

/** Each item under a path that no other of them has; those that cannot be opened are left out, and said. */
async function place(items: readonly OlderItem[], keys: OlderKeys, report: Report): Promise<Placed[]> {
  const opened: Placed[] = [];
  for (const item of items) {
    try {
      opened.push({ item, path: (await item.open(keys)).path });
    } catch (error) {
      report.fail(error, item.source);
    }
  }
  const paths = sendablePaths(opened.map(({ path }) => writablePath(path.normalize('NFC'))));
  return opened.map(({ item }, i) => ({ item, path: paths[i] as string }));
}

async function openInto(
  folder: OutFolder,
  { item, path }: Placed,
  { keys, report }: { readonly keys: OlderKeys; readonly report: Report },
): Promise<void> {
  const { content, doubtful: isDoubtful } = await item.open(keys);
  const hash = createHash('sha256');
  async function* hashed() {
    for await (const piece of content()) {
      hash.update(piece);
      yield piece;
    }
  }
  const written = await folder.write(path, hashed());
  report.opened(hash.digest('hex'), written);
  report.say(`${written}: ${after[item.system]}`);
  if (isDoubtful) report.say(`${written}: ${doubtful}`);
}
