/**
 * What Send and Open show first, drawn without the page's code as soon as there are texts: whoever comes reads what this is while the rest is still on
 * its way. The page draws the same in the same place (app.tsx, send.tsx, open.tsx) when it takes over; e2e/first-view.spec.ts compares them.
 */

import column from './components/page.module.css';
import seal from './components/seal.module.css';
import bar from './components/top-bar.module.css';
import { t } from './i18n/index.ts';
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

function topBar(path: string): Node {
  const pages = [
    ['/', t.shell.send],
    ['/shares', t.shell.shares],
    ['/people', t.shell.people],
    ['/settings', t.shell.settings],
  ] as const;
  const links = pages.map(([href, name]) => {
    const made = link(href, undefined, name);
    if (href === path) made.setAttribute('aria-current', 'page');
    return made;
  });
  const nav = element('nav', bar.pages, ...links);
  nav.setAttribute('aria-label', t.shell.navigation);
  const mark = link('/', bar.mark, sealSpace('small'), element('span', bar.name, t.shell.product));
  return element('header', bar.bar, mark, nav);
}

function contents(path: string): Node | null {
  if (path === '/') {
    return element('div', send.purpose, element('h1', '', t.send.heading), element('p', '', t.send.purpose));
  }
  if (parseLinkAddress(path))
    return element('div', open.waiting, sealSpace('large'), element('h1', '', t.open.loading));
  return null;
}

/** Call it once there are texts, and before the page draws itself. Nothing where another page stands. */
export function drawFirstView(): void {
  const { pathname } = location;
  document.documentElement.removeAttribute(PLAIN);
  const inside = contents(pathname);
  if (inside) {
    document.getElementById('root')?.replaceChildren(topBar(pathname), element('main', column.page, inside));
  }
}

/** The same without the page's own face, which a document that gives way to another has no time for. */
export function drawPlainly(): void {
  drawFirstView();
  document.documentElement.setAttribute(PLAIN, '');
}
