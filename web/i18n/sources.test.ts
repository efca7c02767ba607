/**
 * What the sources of the page may not hold: a text beside the catalogues, a text that is read before there is a language, or a
 * plural without a form that its language has.
 */
import { parseSync } from 'vite';
import { expect, it } from 'vitest';
import { en } from './en/catalogue.ts';
import { languageNames } from './languages.ts';

const sources = Object.entries(
  import.meta.glob<string>(
    ['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!../{engine,vault,service-worker}/**'],
    {
      query: '?raw',
      import: 'default',
      eager: true,
    },
  ),
);

interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

/** Calls back for each node; `enter` answers whether to go on into it. */
function walk(node: Node, enter: (node: Node) => boolean): void {
  if (enter(node)) for (const child of childrenOf(node)) walk(child, enter);
}

function treeOf(name: string, source: string): Node {
  const { program, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name} cannot be parsed`);
  return program as unknown as Node;
}

function placeOf(name: string, source: string, { start }: Node): string {
  return `${name}:${source.slice(0, start).split('\n').length}: ${source.slice(start, start + 60).split('\n')[0]}`;
}

/** Words, which begin with a capital or are several; a word like "first-key" names something to the program. */
const isText = (text: unknown): boolean =>
  typeof text === 'string' && /\p{L}/u.test(text) && !/^[a-z]+(?:-[a-z]+)*$/.test(text);

/** Attributes and properties of components that people read or hear. */
const said = new Set(
  'aria-label aria-description aria-roledescription aria-valuetext title placeholder alt label hint caption next invitation small contents press'.split(
    ' ',
  ),
);

/** The literal texts that an expression may come to, without those inside of calls. */
function literalsIn(node: Node): Node[] {
  switch (node.type) {
    case 'Literal':
      return isText(node['value']) ? [node] : [];
    case 'TemplateElement':
      return isText((node['value'] as { cooked?: string }).cooked) ? [node] : [];
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].filter(isNode).flatMap(literalsIn);
    case 'LogicalExpression':
      return literalsIn(node['right'] as Node);
    case 'BinaryExpression':
      return node['operator'] === '+' ? childrenOf(node).flatMap(literalsIn) : [];
    case 'JSXExpressionContainer':
    case 'ParenthesizedExpression':
      return literalsIn(node['expression'] as Node);
    case 'TemplateLiteral':
      return childrenOf(node).flatMap(literalsIn);
    default:
      return [];
  }
}

function literalTexts(tree: Node): Node[] {
  const found: Node[] = [];
  walk(tree, (node) => {
    if (node.type === 'JSXText' && isText(node['value'])) found.push(node);
    if (node.type === 'JSXAttribute' && isNode(node['value'])) {
      const { name } = node['name'] as { name: string };
      if (said.has(name)) found.push(...literalsIn(node['value']));
    }
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      const children = (node['children'] as Node[]).filter(({ type }) => type === 'JSXExpressionContainer');
      found.push(...children.flatMap(literalsIn));
    }
    return true;
  });
  return found;
}

it('no component holds a text', () => {
  const wrong = sources
    // The page of the design is in no build.
    .filter(([name]) => name.endsWith('.tsx') && !name.startsWith('../design/'))
    .flatMap(([name, source]) =>
      literalTexts(treeOf(name, source)).map((node) => placeOf(name, source, node)),
    );
  expect(wrong).toEqual([]);
});

it('the look for texts finds one wherever it may stand', () => {
  const found = (jsx: string) => literalTexts(treeOf('a.tsx', `const a = ${jsx};`)).length;
  expect(found('<p>Send</p>')).toBe(1);
  expect(found('<p>{ready ? "Ready" : null} {`${percent} done`}</p>')).toBe(2);
  expect(found('<input aria-label="Files" placeholder={x ?? "None"} />')).toBe(2);
  expect(found('<p className="top" id={`${id}hint`}>{t.open.heading}{", "}{nameOf("x")}</p>')).toBe(0);
});

/** `a` and `['b', 'c']` of `a.b.c`; null where it does not begin with a name. */
function chainOf(node: Node): { readonly root: string; readonly keys: readonly string[] } | null {
  if (node.type === 'Identifier') return { root: node['name'] as string, keys: [] };
  if (node.type !== 'MemberExpression') return null;
  const before = chainOf(node['object'] as Node);
  const { name } = node['property'] as { name?: string };
  return before && { root: before.root, keys: [...before.keys, node['computed'] ? '*' : (name ?? '*')] };
}

/** What the English catalogue has there. */
const textAt = (keys: readonly string[]): unknown =>
  keys.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], en);

/** Texts that are read when the module is loaded. */
function earlyReads(tree: Node): Node[] {
  const parts = new Map<string, readonly string[]>([['t', []]]);
  const found: Node[] = [];
  walk(tree, (node) => {
    if (/Function|ClassBody/.test(node.type)) return false;
    if (node.type === 'VariableDeclarator' && isNode(node['init'])) {
      const chain = chainOf(node['init']);
      const { name } = node['id'] as { name?: string };
      const part = chain && parts.get(chain.root);
      if (chain && part && name !== undefined && typeof textAt([...part, ...chain.keys]) === 'object') {
        parts.set(name, [...part, ...chain.keys]);
        return false;
      }
    }
    const chain = node.type === 'MemberExpression' ? chainOf(node) : null;
    if (!chain || !parts.has(chain.root)) return true;
    found.push(node);
    return false;
  });
  return found;
}

it('no text is read before there is a language', () => {
  const wrong = sources
    .filter(([, source]) => /import \{[^}]*\bt\b[^}]*\} from '[./]*i18n\/index\.ts'/.test(source))
    .flatMap(([name, source]) => earlyReads(treeOf(name, source)).map((node) => placeOf(name, source, node)));
  expect(wrong).toEqual([]);
});

it('the look for early reads finds them, and lets parts be named', () => {
  const found = (code: string) => earlyReads(treeOf('a.ts', code)).length;
  expect(found('const words = t.open; const title = words.heading; make(t.open.zipName);')).toBe(2);
  expect(found('const words = t.keyDialogs.remove; const f = () => words.title + t.open.heading;')).toBe(0);
});

it.each(languageNames)('%s: each plural has all forms of the language', (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  const missing: string[] = [];
  for (const [name, source] of sources) {
    if (!name.startsWith(`./${language}/`)) continue;
    walk(treeOf(name, source), (node) => {
      const callee = node.type === 'CallExpression' ? (node['callee'] as Node) : null;
      if (callee?.['name'] === 'plural') {
        const [, given] = node['arguments'] as [Node, Node];
        const keys = ((given['properties'] ?? []) as { key?: { name?: string } }[]).map(
          ({ key }) => key?.name,
        );
        // Forms that a helper was given are looked at where the helper is called.
        if (given.type === 'ObjectExpression') {
          const lacks = forms.filter((form) => !keys.includes(form));
          if (lacks.length > 0) missing.push(`${lacks.join(', ')}: ${placeOf(name, source, node)}`);
        }
      }
      return true;
    });
  }
  expect(missing).toEqual([]);
});
