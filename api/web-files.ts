/**
 * The built page, read into memory at start: a few hundred kilobytes under a fixed set of paths, so that no request
 * ever names a file on the disk.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { isFileError } from './objects/durable.ts';

export interface WebFile {
  readonly body: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly etag: string;
}

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
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      await readInto(files, file, `${path}${entry.name}/`);
    } else if (entry.isFile()) {
      const body = new Uint8Array(await readFile(file));
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 32);
      const type = types[extname(entry.name)] ?? 'application/octet-stream';
      files.set(path + entry.name, { body, type, etag: `"${hash}"` });
    }
  }
}
