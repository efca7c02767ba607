/**
 * A Vite plugin that serves test vectors from outside the repository as `virtual:outside-vectors`, to Node and
 * browser alike (types: shared/outside-vectors.d.ts). They lie in VECTORS_DIR, else in ../shared/vectors; what
 * is not there is null, and with VECTORS_REQUIRED=1 an error.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const name = 'virtual:outside-vectors';
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.env['VECTORS_DIR'] ?? resolve(root, '../shared/vectors');

/**
 * @param {string} subfolder
 * @param {string} ending
 * @returns {Record<string, string> | null} texts by file name
 */
function texts(subfolder, ending) {
  const path = join(folder, subfolder);
  if (!existsSync(path)) {
    if (process.env['VECTORS_REQUIRED'] === '1')
      throw new Error(`VECTORS_REQUIRED=1, and there is no ${path}`);
    return null;
  }
  const files = readdirSync(path).filter((file) => file.endsWith(ending));
  return Object.fromEntries(
    files.sort().map((file) => [file, readFileSync(join(path, file), 'utf8').trim()]),
  );
}

/** @param {Record<string, string> | null} files */
function parsed(files) {
  return files && Object.fromEntries(Object.entries(files).map(([file, text]) => [file, JSON.parse(text)]));
}

/** @returns {import('vite').Plugin} */
export function outsideVectors() {
  return {
    name: 'sealdrop-outside-vectors',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load(id) {
      if (id !== `\0${name}`) return null;
      const hpkePq = parsed(texts('hpke-pq', '.json'));
      // As text to JSON.parse, which is quicker than two megabytes of literals.
      const exported = { floe: texts('floe', '.txt'), wycheproof: parsed(texts('wycheproof', '.json')) };
      const values = { ...exported, hpkePq: hpkePq?.['test-vectors.json'] ?? null };
      return Object.entries(values)
        .map(([key, value]) => `export const ${key} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`)
        .join('\n');
    },
  };
}
