/**
 * What a person waits for before Send takes a file, or Open shows what is in a link: the compressed JavaScript of it must
 * not outgrow its budget. docs/decisions/0021-languages-and-a-page-that-loads-at-once.md.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes, compressed by brotli. */
const BUDGET = 130_000;

/**
 * The scripts that are loaded by name, beside those that index.html names: of the page, its texts, and of the engine's worker. What
 * sends comes beside them, and is waited for only once there is a file.
 */
const needed = {
  Send: ['send', 'language-en', 'worker'],
  Open: ['open', 'language-en', 'worker', 'opening'],
};

/** Scripts that a script imports before it runs. @param {string} code */
const importsOf = (code) =>
  [...code.matchAll(/(?:from|import)\s*["']\.\/([\w-]+\.js)["']/g)].map(([, name = '']) => name);

/**
 * @param {string} folder the built page
 * @returns {Record<'Send' | 'Open', { bytes: number, scripts: Record<string, number> }>}
 */
export function pageWeights(folder) {
  const assets = join(folder, 'assets');
  const names = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const size = (/** @type {string} */ name) => statSync(join(assets, `${name}.br`)).size;
  const one = (/** @type {string} */ name) => {
    const found = names.filter((file) => file.replace(/-[\w-]{8}\.js$/, '') === name);
    if (found.length !== 1) throw new Error(`${found.length} scripts are called ${name}`);
    return /** @type {string} */ (found[0]);
  };
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const first = [...html.matchAll(/\/assets\/([\w-]+\.js)/g)].map(([, name = '']) => name);

  const weightOf = (/** @type {readonly string[]} */ named) => {
    const scripts = new Set([...first, ...named.map(one)]);
    for (const name of scripts) {
      for (const imported of importsOf(readFileSync(join(assets, name), 'utf8'))) scripts.add(imported);
    }
    const sizes = Object.fromEntries([...scripts].map((name) => [name, size(name)]));
    return { bytes: Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0), scripts: sizes };
  };
  return { Send: weightOf(needed.Send), Open: weightOf(needed.Open) };
}

/** Throws where a page has outgrown its budget. @param {string} folder */
export function checkPageBudget(folder) {
  for (const [page, { bytes, scripts }] of Object.entries(pageWeights(folder))) {
    if (bytes <= BUDGET) continue;
    const list = Object.entries(scripts)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, size]) => `  ${size.toString().padStart(7)}  ${name}`);
    throw new Error(
      `${page} needs ${bytes} bytes of compressed JavaScript before its first use, and may need ${BUDGET}. ` +
        `Load something later (import() at its use), or make it smaller:\n${list.join('\n')}`,
    );
  }
}
