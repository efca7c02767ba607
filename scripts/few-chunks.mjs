/**
 * Makes few chunks of the page and of its engine's worker, for each is a request, and on a slow line a request costs as much as thirty
 * kilobytes. By itself the bundler would make a chunk of every module that two others share.
 *
 * The page: what runs before everything else (web/entry.ts); its first code (what main.tsx imports, and what more than one of Send, Open and
 * the notes on the device need); one for each of these three; and one of what all other pages share.
 * The worker: its first script, what is there from the beginning, what opens, what sends beyond that, and the rest (web/engine/command-groups.ts).
 */
import { resolve } from 'node:path';

const web = (/** @type {string} */ path) => resolve(import.meta.dirname, '../web', path);

/**
 * Stays a chunk of its own, which no other imports: WebKit runs a worker's first script once more where another script imports it, and
 * all that it holds would be there twice.
 */
const APART = web('engine/worker.ts');

/** What is shared by chunks that none of the steps is about. */
const MORE = 'more';

/** @typedef {{ chunk: string, of: readonly string[], sharedOnly?: true }} Step */

/**
 * In order: a chunk holds what its modules need, as far as no step before has put it elsewhere. `sharedOnly`: of that
 * only what more than one of the modules need.
 * @type {Readonly<Record<'page' | 'worker', readonly Step[]>>}
 */
const steps = {
  page: [
    { chunk: 'before', of: [web('entry.ts')] },
    { chunk: 'first', of: [web('main.tsx')] },
    {
      chunk: 'first',
      of: [web('pages/send.tsx'), web('pages/open.tsx'), web('state/on-device.ts')],
      sharedOnly: true,
    },
    { chunk: 'send', of: [web('pages/send.tsx')] },
    { chunk: 'open', of: [web('pages/open.tsx')] },
    // Both are there from a save's beginning.
    { chunk: 'device', of: [web('state/on-device.ts'), web('state/stream-download.ts')] },
  ],
  worker: [
    { chunk: 'core', of: [APART] },
    { chunk: 'opening', of: [web('engine/open-handlers.ts')] },
    { chunk: 'sending', of: [web('engine/send-handlers.ts')] },
    { chunk: 'later', of: [web('engine/later-handlers.ts')] },
  ],
};

/**
 * One for each build: workers are built by builds of their own, most of which have none of these modules and are left alone.
 * @param {'page' | 'worker'} build
 * @returns {import('vite').Plugin}
 */
export function fewChunks(build) {
  /** The chunk of each module that is not left to the bundler. @type {ReadonlyMap<string, string>} */
  let chunkOf = new Map();
  const names = [...new Set(steps[build].map(({ chunk }) => chunk)), MORE];
  return {
    name: 'few-chunks',
    apply: 'build',
    outputOptions: (options) => ({
      ...options,
      // A chunk takes what its modules need with it, unless one with a higher priority has it.
      codeSplitting: {
        groups: names.map((name, i) => ({
          name,
          priority: names.length - i,
          test: (id) => chunkOf.get(id) === name,
        })),
      },
    }),
    buildEnd() {
      if (!steps[build][0]?.of.some((id) => this.getModuleInfo(id))) return;
      /** All that is there before this module runs. @param {string} root */
      const all = (root) => {
        const found = new Set([root]);
        for (const id of found) for (const next of this.getModuleInfo(id)?.importedIds ?? []) found.add(next);
        return found;
      };
      // Of languages, and of the texts of one page, a person needs one.
      const later = [...this.getModuleIds()].filter(
        (id) => !id.includes('/i18n/') && (this.getModuleInfo(id)?.dynamicImporters.length ?? 0) > 0,
      );
      /** @type {Map<string, string>} */
      const chunks = new Map();
      /** @type {readonly Step[]} */
      const last = [{ chunk: MORE, of: later, sharedOnly: true }];
      for (const { chunk, of, sharedOnly } of [...steps[build], ...last]) {
        const seen = new Set();
        for (const id of of.flatMap((root) => [...all(root)])) {
          if (sharedOnly && !seen.has(id)) seen.add(id);
          else if (!chunks.has(id)) chunks.set(id, chunk);
        }
      }
      chunks.delete(APART);
      chunkOf = chunks;
    },
  };
}

/**
 * Makes open.html, which stands at the addresses of links: index.html with the engine's worker named too, for that is what a link's
 * first load waits for (web/state/clean-load.ts). The first code is fetched there and not compiled, which would take the main thread from
 * what is seen first.
 * @returns {import('vite').Plugin}
 */
export function openPage() {
  return {
    name: 'open-page',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const files = Object.values(bundle);
        const index = bundle['index.html'];
        const worker = files.filter(({ fileName }) =>
          /^assets\/(?:worker|core)-[\w-]{8}\.js$/.test(fileName),
        );
        if (index?.type !== 'asset' || worker.length !== 2)
          throw new Error('no page, or no worker of two files');
        const links = worker.map(
          ({ fileName }) => `  <link rel="preload" as="script" crossorigin href="/${fileName}">\n`,
        );
        const source = index.source
          .toString()
          .replaceAll('rel="modulepreload"', 'rel="preload" as="script"')
          .replace('</head>', `${links.join('  ')}  </head>`);
        this.emitFile({ type: 'asset', fileName: 'open.html', source });
      },
    },
  };
}

/**
 * Names in index.html the page's first code and its style sheet, so that they are fetched beside the entry, which alone would name
 * them only once it is there itself; of the code also how many bytes it is, for a load that only fetches it (web/state/clean-load.ts).
 * @returns {import('vite').Plugin}
 */
export function namedFirst() {
  return {
    name: 'named-first',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunks = Object.values(bundle ?? {}).filter((file) => file.type === 'chunk');
        const first = chunks.find(({ name }) => name === 'first');
        if (!first) throw new Error('the build has no first code');
        // The entry's chunk is named by itself.
        const needed = chunks.filter(
          ({ fileName, name }) => first.imports.includes(fileName) && name !== 'before',
        );
        const code = [first, ...needed];
        const link = (
          /** @type {string} */ rel,
          /** @type {string} */ name,
          /** @type {Record<string, string>} */ more,
        ) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `/${name}`, ...more },
          injectTo: /** @type {const} */ ('head'),
        });
        return [
          ...code.map((chunk) =>
            link('modulepreload', chunk.fileName, { 'data-size': `${Buffer.byteLength(chunk.code)}` }),
          ),
          ...[...(first.viteMetadata?.importedCss ?? [])].map((name) => link('stylesheet', name, {})),
        ];
      },
    },
  };
}
