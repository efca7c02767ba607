/** Puts the compressed forms of the page's files beside them, so that the server compresses nothing itself (api/web-files.ts). */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Fonts and pictures are compressed already. */
const compressible = /\.(?:css|html|js|json|svg|txt|wasm|webmanifest)$/;
/** Below it the headers of an answer are more than what is saved. */
const WORTH = 0.95;

const forms = /** @type {const} */ ([
  [
    '.br',
    (/** @type {Buffer} */ body) =>
      promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: body.length } }),
  ],
  ['.gz', (/** @type {Buffer} */ body) => promisify(gzip)(body, { level: 9 })],
]);

/** @param {string} folder */
export async function compressFolder(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile() && compressible.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  await Promise.all(
    paths.map(async (path) => {
      const body = await readFile(path);
      for (const [suffix, compress] of forms) {
        const compressed = await compress(body);
        if (compressed.length < body.length * WORTH) await writeFile(path + suffix, compressed);
      }
    }),
  );
}
