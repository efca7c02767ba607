/** Which page stands at which address, and the tab's title. */
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Route, Switch, useLocation } from 'wouter';
import { useStore } from 'zustand';
import { TopBar } from './components/top-bar.tsx';
import { Trouble } from './components/trouble.tsx';
import { wholePercent } from './i18n/format.ts';
import { t } from './i18n/index.ts';
import { NotFoundPage } from './pages/not-found.tsx';
import { OlderPage } from './pages/older.tsx';
import { OpenPage } from './pages/open.tsx';
import { PackagePage } from './pages/package.tsx';
import { PeoplePage } from './pages/people.tsx';
import { RequestPage } from './pages/request.tsx';
import { SendPage } from './pages/send.tsx';
import { SettingsPage } from './pages/settings.tsx';
import { SharesPage } from './pages/shares.tsx';
import { overallProgress } from './state/sending.ts';
import { broken, sending } from './state/stores.ts';

/** For who works on Sealdrop: no build has it. */
const DesignPage = import.meta.env.DEV
  ? lazy(async () => ({ default: (await import('./design/design-page.tsx')).DesignPage }))
  : null;

const titles: Readonly<Record<string, string>> = {
  '/': t.send.pageTitle,
  '/shares': t.shares.pageTitle,
  '/people': t.people.pageTitle,
  '/settings': t.settings.pageTitle,
  '/older': t.older.pageTitle,
  '/package': t.packages.pageTitle,
};

function isBelow(path: string, page: string): boolean {
  return path === page || path.startsWith(`${page}/`);
}

/** Titles reach the browser's history, so they hold no names and no ids. */
function pageTitle(path: string): string {
  if (isBelow(path, '/s')) return t.open.pageTitle;
  if (isBelow(path, '/to')) return t.request.pageTitle;
  return titles[path] ?? t.notFound.pageTitle;
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

export function App() {
  const isBroken = useStore(broken, (state) => state.broken);
  return (
    <>
      <TabTitle />
      <TopBar />
      {isBroken ? (
        <Trouble code="unexpected" />
      ) : (
        <Switch>
          <Route path="/" component={SendPage} />
          <Route path="/s/*?" component={OpenPage} />
          <Route path="/to/*?" component={RequestPage} />
          <Route path="/shares" component={SharesPage} />
          <Route path="/people" component={PeoplePage} />
          <Route path="/settings" component={SettingsPage} />
          <Route path="/older" component={OlderPage} />
          <Route path="/package" component={PackagePage} />
          {DesignPage ? (
            <Route path="/design">
              <Suspense>
                <DesignPage />
              </Suspense>
            </Route>
          ) : null}
          <Route component={NotFoundPage} />
        </Switch>
      )}
    </>
  );
}
