/** Which page stands at which address, and the tab's title. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useStore } from 'zustand';
import { DeviceNotes } from './components/device-notes.tsx';
import { Foot } from './components/foot.tsx';
import { MissingPage } from './components/missing-page.tsx';
import { TopBar } from './components/top-bar.tsx';
import { Trouble } from './components/trouble.tsx';
import { wholePercent } from './i18n/format.ts';
import { t } from './i18n/index.ts';
import { lazyPageAt } from './lazy-pages.ts';
import { language } from './state/language.ts';
import { overallProgress } from './state/sending.ts';
import { broken, sending } from './state/stores.ts';

/** The part of the texts that names the page at a path. */
const titled = {
  '/': 'send',
  '/shares': 'shares',
  '/people': 'people',
  '/settings': 'settings',
  '/older': 'older',
  '/package': 'packages',
} as const;

function isBelow(path: string, page: string): boolean {
  return path === page || path.startsWith(`${page}/`);
}

/** Titles reach the browser's history, so they hold no names and no ids. */
function pageTitle(path: string): string {
  if (isBelow(path, '/s')) return t.open.pageTitle;
  if (isBelow(path, '/to')) return t.request.pageTitle;
  if (path === '/how') return t.shell.how;
  if (path === '/accessibility') return t.shell.accessibility;
  return t[Object.hasOwn(titled, path) ? titled[path as keyof typeof titled] : 'notFound'].pageTitle;
}

/** Milliseconds between two titles of an upload: browsers take longer over one than over the page. */
const TITLE_PACE = 1_000;

/** A component, so that progress draws nothing else anew. */
function TabTitle() {
  const [path] = useLocation();
  const last = useRef(0);
  const percent = useStore(sending.store, ({ transfers }) => {
    const part = overallProgress(transfers);
    return part === null ? null : wholePercent(part);
  });
  const title = percent === null ? t.shell.title(pageTitle(path)) : t.shell.uploadingTitle(percent);
  useEffect(() => {
    const wait = percent === null ? 0 : last.current + TITLE_PACE - performance.now();
    const show = () => {
      last.current = performance.now();
      document.title = title;
    };
    if (wait <= 0) {
      show();
      return undefined;
    }
    const timer = setTimeout(show, wait);
    return () => clearTimeout(timer);
  }, [title, percent]);
  return null;
}

/** The page at the address. One that is still on its way leaves the page before where it is. */
function PageHere() {
  const [path] = useLocation();
  const lazy = lazyPageAt(path);
  const { component, failed } = useStore(lazy.store);
  const [shown, setShown] = useState(() => component);
  if (component !== null && component !== shown) setShown(() => component);
  // Before it is painted: a page that failed while it was preloaded is tried again, and not said to be missing.
  useLayoutEffect(() => void lazy.load(), [lazy]);
  if (failed) return <MissingPage />;
  const Here = component ?? shown;
  return Here ? <Here /> : null;
}

export function App() {
  const isBroken = useStore(broken, (state) => state.broken);
  // Another language draws everything anew, where it stands.
  useStore(language, (state) => state.shown);
  return (
    <>
      <TabTitle />
      <TopBar />
      <DeviceNotes />
      {isBroken ? <Trouble code="unexpected" /> : <PageHere />}
      <Foot />
    </>
  );
}
