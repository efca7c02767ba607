/**
 * A classic script of index.html, which the bundler leaves alone (vite-ignore), under a name with a hash of its bytes as all others have one:
 * what runs before anything is drawn is asked for once, and not at each load.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { transformSync } from 'esbuild';

/**
 * @param {string} name of web/NAME.js
 * @returns {import('vite').Plugin}
 */
export function classicScript(name) {
  const written = readFileSync(resolve(import.meta.dirname, `../web/${name}.js`), 'utf8');
  const source = transformSync(written, { minify: true }).code;
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  const fileName = `assets/${name}-${hash}.js`;
  return {
    name: 'classic-script',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const [before, after, more] = html.split(`src="/${name}.js"`);
        if (after === undefined || more !== undefined) throw new Error(`index.html has no script ${name}.js`);
        return `${before}src="/${fileName}"${after}`;
      },
    },
  };
}
