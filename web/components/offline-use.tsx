/** Has the browser keep the page itself, for times without a network. What is kept is removed with the service worker. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { keepForOffline, lookForServiceWorkers, serviceWorkers } from '../state/service-workers.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import styles from './service-worker.module.css';
import { useAction } from './use-action.ts';

export function OfflineUse() {
  const { installed, keeps } = useStore(serviceWorkers);
  const keeping = useAction(keepForOffline);
  useEffect(() => void lookForServiceWorkers(), []);
  const words = t.device.offline;
  // Not in browsers without service workers.
  if (installed === null) return null;
  return (
    <section aria-labelledby="offline-use" className={styles.section}>
      <h2 id="offline-use">{words.heading}</h2>
      <p className={styles.soft}>{words.about}</p>
      <p className={styles.soft}>{words.sharing}</p>
      {keeps ? null : (
        <Button aria-disabled={keeping.state.kind === 'busy'} onClick={() => keeping.run()}>
          {words.keep}
        </Button>
      )}
      <p aria-live="polite">{keeps ? words.kept : null}</p>
      {keeping.state.kind === 'failed' ? <Failure error={keeping.state.error} /> : null}
    </section>
  );
}
