/** The contrast of every pair that the interface uses, in both themes, from the tokens themselves (WCAG 2.2); and no colour or duration beside them. */
import { describe, expect, it } from 'vitest';

/** The one thing of Node that this test needs: web/ is typed for a browser. */
interface Node {
  readonly process: {
    getBuiltinModule(name: 'node:fs'): {
      readFileSync(path: URL, encoding: 'utf8'): string;
      readdirSync(path: URL, options: { recursive: true }): string[];
    };
  };
}

// Not imported, for vitest empties style sheets, those with ?raw too.
const files = (globalThis as unknown as Node).process.getBuiltinModule('node:fs');
const css = files.readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const web = new URL('../', import.meta.url);
/** All other style sheets, by their paths. */
const sheets = files
  .readdirSync(web, { recursive: true })
  .filter((path) => path.endsWith('.css') && !path.endsWith('tokens.css'))
  .map((path) => [path, files.readFileSync(new URL(path, web), 'utf8')] as const);
const manifest = files.readFileSync(new URL('../public/manifest.webmanifest', import.meta.url), 'utf8');
const index = files.readFileSync(new URL('../index.html', import.meta.url), 'utf8');

type Theme = 'light' | 'dark';
type Rgb = readonly [number, number, number];

const TEXT = 4.5;
const CONTROL = 3;

const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ...['paper', 'sheet', 'sheet-fold', 'field'].flatMap(
    (back) =>
      [
        ['ink', back, TEXT],
        ['ink-soft', back, TEXT],
        ['wax', back, TEXT],
        ['verdigris', back, TEXT],
        ['edge', back, CONTROL],
      ] as const,
  ),
  ['ink', 'ochre-paper', TEXT],
  ['ink-soft', 'ochre-paper', TEXT],
  ['wax', 'ochre-paper', TEXT],
  ['edge', 'ochre-paper', CONTROL],
  ['ochre', 'ochre-paper', TEXT],
  ['ochre', 'paper', TEXT],
  ['ochre', 'sheet', TEXT],
  // The crack of a broken seal.
  ['paper', 'wax-body', CONTROL],
  ...['paper', 'sheet', 'sheet-fold'].map((back) => ['wax-body', back, CONTROL] as const),
  ['on-wax', 'wax-body', TEXT],
  ['on-wax', 'wax-press', TEXT],
];

function colour(token: string, theme: Theme): Rgb {
  const match = new RegExp(`--${token}: light-dark\\(oklch\\(([^)]*)\\), oklch\\(([^)]*)\\)\\)`).exec(css);
  const [l, c, h] = (match?.[theme === 'light' ? 1 : 2] ?? '').split(' ').map(Number);
  if (l === undefined || c === undefined || h === undefined) throw new Error(`no colour in --${token}`);
  return linearSrgb(l, c, h);
}

/** Björn Ottosson's matrices, clipped to what a screen of sRGB shows. */
function linearSrgb(lightness: number, chroma: number, hue: number): Rgb {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function clip(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  it.each(pairs)('%s on %s is at least %d', (front, back, least) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(least);
  });
});

describe.each(sheets)('%s', (_path, sheet) => {
  it('has its colours and durations from the tokens', () => {
    const bare = sheet.replace(/\/\*[^*]*\*\//g, '');
    expect(bare.match(/oklch|rgb|hsl|#[0-9a-f]{3,8}\b|: (?:black|white)\b|\b\d+m?s\b/g)).toBeNull();
  });

  it('writes in no colour whose contrast is not looked at', () => {
    const used = [...sheet.matchAll(/^\s+color: var\(--([\w-]+)\)/gm)].map(([, token]) => token ?? '');
    const looked = new Set(pairs.filter(([, , least]) => least === TEXT).map(([front]) => front));
    expect(used.filter((token) => !looked.has(token))).toEqual([]);
  });
});

/** As systems want it, which know no tokens. */
function hex(rgb: Rgb): string {
  const curved = rgb.map((value) =>
    value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055,
  );
  return `#${curved
    .map((value) =>
      Math.round(255 * value)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

it('is around the page too, where the system draws it', () => {
  const [light, dark] = [hex(colour('paper', 'light')), hex(colour('paper', 'dark'))];
  expect(JSON.parse(manifest)).toMatchObject({ theme_color: light, background_color: light });
  for (const [theme, paper] of Object.entries({ light, dark })) {
    expect(index).toContain(
      `<meta name="theme-color" content="${paper}" media="(prefers-color-scheme: ${theme})" />`,
    );
  }
});

it('measures as WCAG does', () => {
  expect(contrast([1, 1, 1], [0, 0, 0])).toBe(21);
  expect(contrast(linearSrgb(1, 0, 0), linearSrgb(0, 0, 0))).toBeCloseTo(21, 1);
});
