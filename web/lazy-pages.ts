/** The pages, each a chunk of its own: loaded at their address beside the page's first code, else when they are gone to or about to be. */
import type { ComponentType } from 'react';
import { type LazyPage, lazyPage } from './state/lazy-page.ts';
import type { LongTexts } from './state/long-texts.ts';

/** One that brings its own texts. */
async function withTexts(page: ComponentType, texts: LongTexts<unknown>): Promise<ComponentType> {
  await texts.load();
  return page;
}

const send = lazyPage(async () => (await import('./pages/send.tsx')).SendPage);
const notFound = lazyPage(async () => (await import('./pages/not-found.tsx')).NotFoundPage);

/** By the first part of their path. */
const pages: Readonly<Record<string, LazyPage>> = {
  s: lazyPage(async () => (await import('./pages/open.tsx')).OpenPage),
  to: lazyPage(async () => (await import('./pages/request.tsx')).RequestPage),
  shares: lazyPage(async () => (await import('./pages/shares.tsx')).SharesPage),
  people: lazyPage(async () => (await import('./pages/people.tsx')).PeoplePage),
  settings: lazyPage(async () => (await import('./pages/settings.tsx')).SettingsPage),
  older: lazyPage(async () => (await import('./pages/older.tsx')).OlderPage),
  package: lazyPage(async () => (await import('./pages/package.tsx')).PackagePage),
  how: lazyPage(async () => {
    const { HowPage, howTexts } = await import('./pages/how.tsx');
    return await withTexts(HowPage, howTexts);
  }),
  accessibility: lazyPage(async () => {
    const { AccessibilityPage, accessibilityTexts } = await import('./pages/accessibility.tsx');
    return await withTexts(AccessibilityPage, accessibilityTexts);
  }),
  // For who works on Sealdrop: no build has it.
  ...(import.meta.env.DEV
    ? { design: lazyPage(async () => (await import('./design/design-page.tsx')).DesignPage) }
    : {}),
};

/** The page at this path. */
export function lazyPageAt(path: string): LazyPage {
  if (path === '/') return send;
  const [, name = '', rest] = path.split('/');
  const hasMore = rest !== undefined && rest !== '';
  // Below /s/ stands which share, below /to/ whose page it is; nothing stands below the others.
  const isPage = Object.hasOwn(pages, name) && (!hasMore || name === 's' || name === 'to');
  return (isPage ? pages[name] : null) ?? notFound;
}

/** Loads the page at this path before it is gone to. If that fails, going there says so. */
export function preloadPage(path: string): void {
  void lazyPageAt(path).load();
}

/** Loads all of them, so that none is waited for later, and none is missed once the server has newer ones. */
export function preloadPages(): void {
  for (const page of [send, notFound, ...Object.values(pages)]) void page.load();
}
