/**
 * Draws the icons of home screens and of installed apps from the one drawing, web/public/favicon.svg, in the browser of
 * the tests: `npm run icons`, after the drawing has changed. The pictures are committed.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from './browser.mjs';

const at = (/** @type {string} */ name) => fileURLToPath(new URL(`../web/public/${name}`, import.meta.url));

/** The paper of web/styles/tokens.css, by day: a home screen gives no icon a ground of its own. */
const PAPER = 'oklch(0.972 0.01 85)';

/**
 * Systems cut a maskable icon to any shape within a circle of four fifths; Apple rounds the corners of its own.
 * @type {readonly { file: string, size: number, part: number, ground: string }[]}
 */
const icons = [
  { file: 'icon-192.png', size: 192, part: 0.96, ground: 'transparent' },
  { file: 'icon-512.png', size: 512, part: 0.96, ground: 'transparent' },
  { file: 'icon-maskable-512.png', size: 512, part: 0.66, ground: PAPER },
  { file: 'apple-touch-icon.png', size: 180, part: 0.78, ground: PAPER },
];

const drawing = readFileSync(at('favicon.svg'), 'utf8');
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: [...browserArguments] });
try {
  const page = await browser.newPage();
  for (const { file, size, part, ground } of icons) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${ground}}svg{width:${part * 100}vw}</style>${drawing}`,
    );
    await page.screenshot({ path: at(file), omitBackground: true });
    console.log(file);
  }
} finally {
  await browser.close();
}
