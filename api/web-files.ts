/**
 * The built page, read into memory at start: a few hundred kilobytes under a fixed set of paths, so that no request
 * ever names a file on the disk. Compressed forms were put beside the files by the build (scripts/compress.mjs).
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isFileError } from './objects/durable.ts';

export interface WebFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
  /** The same bytes compressed, the smallest first. */
  readonly encoded: readonly Encoded[];
}

interface Encoded {
  readonly coding: string;
  readonly body: Uint8Array<ArrayBuffer>;
}

/** What each coding of HTTP puts behind the name of a file. */
const codings = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/** Files by URL path, such as "/assets/main-BxKz.js". */
export type WebFiles = ReadonlyMap<string, WebFile>;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** All files below `folder`; null where it holds no index.html. */
export async function readWebFiles(folder: string): Promise<WebFiles | null> {
  const files = new Map<string, WebFile>();
  try {
    await readInto(files, folder, '/');
  } catch (error) {
    if (isFileError(error, 'ENOENT')) return null;
    throw error;
  }
  return files.has('/index.html') ? files : null;
}

async function readInto(files: Map<string, WebFile>, folder: string, path: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = new Set(entries.map(({ name }) => name));
  const isForm = (name: string) =>
    codings.some(([, suffix]) => name.endsWith(suffix) && names.has(name.slice(0, -suffix.length)));
  for (const entry of entries) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      await readInto(files, file, `${path}${entry.name}/`);
    } else if (entry.isFile() && !isForm(entry.name)) {
      const body = new Uint8Array(await readFile(file));
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
      const type = types[extname(entry.name)] ?? 'application/octet-stream';
      const encoded: Encoded[] = [];
      for (const [coding, suffix] of codings) {
        if (!names.has(entry.name + suffix)) continue;
        encoded.push({ coding, body: new Uint8Array(await readFile(file + suffix)) });
      }
      files.set(path + entry.name, { body, type, etag: `"${hash}"`, encoded });
    }
  }
}
