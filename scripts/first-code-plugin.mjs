/**
 * Makes one chunk of what runs before everything else (web/entry.ts), and one of the page's first code: what main.tsx imports, and
 * what Send and Open both need. By itself the bundler would make a chunk of every module that two pages share, and each is a
 * request. index.html names that chunk, and its style sheet, so that they are fetched beside the entry, which alone would name
 * them only once it is there itself.
 */
import { resolve } from 'node:path';

const at = (/** @type {string} */ path) => resolve(import.meta.dirname, '../web', path);
const entry = at('entry.ts');
const main = at('main.tsx');
const send = at('pages/send.tsx');
const open = at('pages/open.tsx');
const NAME = 'first';
/** What the entry holds. */
const BEFORE = 'before';

export function firstCode() {
  /** @type {ReadonlySet<string>} */
  let modules = new Set();
  /** @type {ReadonlySet<string>} */
  let before = new Set();

  /** @type {import('vite').Plugin} */
  const plugin = {
    name: 'first-code',
    apply: 'build',
    buildEnd() {
      const all = (/** @type {string} */ root) => {
        const found = new Set([root]);
        for (const id of found) for (const next of this.getModuleInfo(id)?.importedIds ?? []) found.add(next);
        return found;
      };
      // Workers are built by builds of their own, in which there is none of these.
      if (!this.getModuleInfo(main)) return;
      const ofOpen = all(open);
      const both = [...all(send)].filter((id) => ofOpen.has(id));
      before = all(entry);
      modules = new Set([...all(main), ...both].filter((id) => id !== main && !before.has(id)));
    },
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const first = chunks.find(({ name }) => name === NAME);
        const rest = chunks.find(({ facadeModuleId }) => facadeModuleId === main);
        if (!first || !rest) throw new Error('the build has no first code');
        const link = (/** @type {string} */ rel, /** @type {string} */ name) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `/${name}` },
          injectTo: /** @type {const} */ ('head'),
        });
        const styles = [first, rest].flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]);
        return [
          ...[first, rest].map(({ fileName }) => link('modulepreload', fileName)),
          ...styles.map((name) => link('stylesheet', name)),
        ];
      },
    },
  };
  const groups = [
    { name: BEFORE, priority: 2, test: (/** @type {string} */ id) => before.has(id) },
    { name: NAME, priority: 1, test: (/** @type {string} */ id) => modules.has(id) },
  ];
  return { plugin, groups };
}
