/** Where the tests of `sealdrop open-legacy` run it: files of every kind, and an empty folder before each test. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { legacy, type Made, type MadeFolder, makeOlder, type Ran } from './older.test-data.ts';

export const SIZE = 1_500_000;
/** Two pieces of one size. */
export const EVEN = 2 * 1_048_576;

export interface Metadata {
  readonly file_info: Record<string, string | number>;
  readonly chunks: Record<string, string | number>[];
}

export interface LegacyPlace {
  /** Of 0 bytes, SIZE and EVEN. */
  readonly older: MadeFolder;
  /** Empty before each test. */
  readonly folder: string;
  /** The PEM file of this name. */
  readonly key: (name?: string) => string;
  /** Where the command is told to write. */
  readonly out: () => string;
  /** What stands there, in no order. */
  readonly written: () => Promise<Set<string>>;
  /** Runs it with a private key, but where that is null, and the file key of `made`. */
  readonly open: (path: string, made?: Partial<Made>) => Promise<Ran>;
  /** A copy of a package as a folder, whose metadata `change` may change. */
  readonly packageCopy: (change?: (metadata: Metadata) => void) => Promise<string>;
}

/** To be called once in a file of tests: it makes and removes everything around them. */
export function legacyPlace(): LegacyPlace {
  let older: MadeFolder;
  let folder: string;
  beforeAll(async () => {
    older = await makeOlder([0, SIZE, EVEN]);
  });
  afterAll(() => older.remove());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealdrop-legacy-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const key = (name = 'pkcs8') => join(older.folder, `keys/${name}.pem`);
  const out = () => join(folder, 'out');
  return {
    get older() {
      return older;
    },
    get folder() {
      return folder;
    },
    key,
    out,
    written: async () => new Set(await readdir(out(), { recursive: true }).catch(() => [])),
    open(path, made = {}) {
      const parameters = made.key === null ? [] : ['--key', key()];
      return legacy([path, ...parameters, '--out', out()], { FILE_KEY_BASE64: made.fileKey ?? '' });
    },
    async packageCopy(change = () => {}) {
      const copy = join(folder, 'package');
      await cp(join(older.folder, older.of('package-folder', SIZE).path), copy, { recursive: true });
      const file = join(copy, 'metadata.json');
      const metadata = JSON.parse(await readFile(file, 'utf8')) as Metadata;
      change(metadata);
      await writeFile(file, JSON.stringify(metadata));
      return copy;
    },
  };
}
