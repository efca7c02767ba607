/** Settings: the key pairs of this browser, the request links that lead to them, and what the browser has installed. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { AboutSection } from '../components/about.tsx';
import { AppearanceChoice } from '../components/appearance-choice.tsx';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { Failure } from '../components/failure.tsx';
import { FileButton } from '../components/file-button.tsx';
import { HintLine } from '../components/hint-line.tsx';
import { type KeyDialog, KeyDialogs } from '../components/key-dialogs.tsx';
import { KeyPairArticle } from '../components/key-pair-article.tsx';
import { LanguageChoice } from '../components/language-choice.tsx';
import { OfflineUse } from '../components/offline-use.tsx';
import { OtherOrigin } from '../components/other-origin.tsx';
import { Page } from '../components/page.tsx';
import { RequestLinkList } from '../components/request-link-list.tsx';
import { ServiceWorkerSection } from '../components/service-worker.tsx';
import { t } from '../i18n/index.ts';
import { requestLinks } from '../state/later-stores.ts';
import { lookAtPersistence, persistence } from '../state/persistence.ts';
import { keyPairs } from '../state/stores.ts';
import styles from './list.module.css';

const words = t.settings;

const fingerprints = (): readonly string[] =>
  keyPairs.store.getState().items?.map(({ fingerprint }) => fingerprint) ?? [];

/** What is next is done to the key pair that has come, and the button that asked for it is far below by then. */
function focusNew(region: HTMLElement | null, before: readonly string[]): void {
  const at = fingerprints().findIndex((one) => !before.includes(one));
  const heading = region?.querySelectorAll('h3')[at];
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}

export function SettingsPage() {
  const { items, error } = useStore(keyPairs.store);
  const kept = useStore(persistence, (state) => state.kept);
  const hasKeys = items !== null && items.length > 0;
  const [dialog, setDialog] = useState<KeyDialog | null>(null);
  useEffect(() => {
    lookAtPersistence();
    void keyPairs.refresh();
    void requestLinks.refresh();
  }, []);
  const region = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!dialog) return undefined;
    const before = fingerprints();
    const here = region.current;
    return () => focusNew(here, before);
  }, [dialog]);
  return (
    <Page>
      <div className={styles.top}>
        <h1>{words.heading}</h1>
        <p>{words.about}</p>
      </div>
      <OtherOrigin />
      <section ref={region} aria-label={words.region} className={styles.keys}>
        <h2>{words.region}</h2>
        {error ? <Failure error={error} /> : null}
        {items === null && !error ? <p>{words.loading}</p> : null}
        {items?.map((keyPair) => (
          <KeyPairArticle key={keyPair.fingerprint} keyPair={keyPair} ask={setDialog} />
        ))}
        {items?.length === 0 ? (
          <EmptyState drawing="keys" title={words.emptyTitle}>
            <p>{words.emptyNext}</p>
          </EmptyState>
        ) : null}
        {hasKeys && kept === false ? <p className={styles.soft}>{words.notKept}</p> : null}
        {/* Not before it is known what stands above them, which would push them away from under a pointer. */}
        {items !== null || error ? (
          <div className={items?.length === 0 ? `${styles.buttons} ${styles.middle}` : styles.buttons}>
            <Button
              weight={items?.length === 0 ? 'wax' : 'paper'}
              onClick={() => setDialog({ kind: 'create' })}
            >
              {words.create}
            </Button>
            <FileButton onFile={(file) => setDialog({ kind: 'import', file })}>{words.importFile}</FileButton>
            <Button onClick={() => setDialog({ kind: 'import-code' })}>{words.importCode}</Button>
          </div>
        ) : null}
        {hasKeys ? <HintLine which="first-key" /> : null}
      </section>
      <RequestLinkList create={() => setDialog({ kind: 'request-link' })} />
      <LanguageChoice />
      <AppearanceChoice />
      <OfflineUse />
      <ServiceWorkerSection />
      <AboutSection />
      {dialog ? <KeyDialogs open={dialog} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}
