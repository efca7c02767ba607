/**
 * What Send and Open show first, drawn at once, without the page's code and texts: whoever comes reads what this is while the rest is
 * still on its way. The page draws the same in the same place (app.tsx, send.tsx, open.tsx) when it takes over; e2e/first-view.spec.ts
 * compares them.
 */
import { barPages } from './components/bar-pages.ts';
import column from './components/page.module.css';
import seal from './components/seal.module.css';
import bar from './components/top-bar.module.css';
import { type FirstWords, firstWords } from './i18n/first-words.ts';
import { type Language, languages } from './i18n/languages.ts';
import open from './pages/open.module.css';
import send from './pages/send.module.css';
import { parseLinkAddress } from './state/link-address.ts';

/** styles/tokens.css */
const PLAIN = 'data-plain';

function element(name: string, className: string | undefined, ...inside: (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...inside);
  return made;
}

function link(href: string, className: string | undefined, ...inside: (Node | string)[]): HTMLElement {
  const made = element('a', className, ...inside);
  made.setAttribute('href', href);
  return made;
}

/** The room that a seal takes. It is drawn by the page. */
function sealSpace(size: 'small' | 'large'): Node {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', `${seal['seal']} ${seal[size]}`);
  svg.setAttribute('aria-hidden', 'true');
  return svg;
}

function topBar(path: string, words: FirstWords): Node {
  const links = barPages.map(([href, name]) => {
    const made = link(href, undefined, words[name]);
    if (href === path) made.setAttribute('aria-current', 'page');
    return made;
  });
  const nav = element('nav', bar.pages, ...links);
  nav.setAttribute('aria-label', words.navigation);
  const mark = link('/', bar.mark, sealSpace('small'), element('span', bar.name, 'Sealdrop'));
  return element('header', bar.bar, mark, nav);
}

function contents(path: string, words: FirstWords): Node | null {
  if (path === '/') {
    return element('div', send.purpose, element('h1', '', words.heading), element('p', '', words.purpose));
  }
  if (parseLinkAddress(path)) {
    const [heading, next] = [element('h1', '', words.loading), element('p', '', words.loadingNext)];
    return element('div', open.waiting, sealSpace('large'), heading, next);
  }
  return null;
}

/** Call it before the page draws itself. Nothing where another page stands. */
export function drawFirstView(language: Language): void {
  const { pathname } = location;
  const { documentElement } = document;
  documentElement.lang = language;
  documentElement.dir = languages[language].dir;
  const words = firstWords[language];
  const inside = contents(pathname, words);
  if (!inside) return;
  document
    .getElementById('root')
    ?.replaceChildren(topBar(pathname, words), element('main', column.page, inside));
}

/** Without the page's own face, which a document that gives way to another has no time for. */
export function setPlain(isPlain: boolean): void {
  document.documentElement.toggleAttribute(PLAIN, isPlain);
}
