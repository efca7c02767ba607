/** Where the browser has installed a service worker: the way to be rid of it without losing what the site keeps. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { lookForServiceWorkers, removeServiceWorkers, serviceWorkers } from '../state/service-workers.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import styles from './service-worker.module.css';
import { useAction } from './use-action.ts';

const words = t.serviceWorker;

export function ServiceWorkerSection() {
  const installed = useStore(serviceWorkers, (state) => state.installed);
  const removing = useAction(removeServiceWorkers);
  useEffect(() => void lookForServiceWorkers(), []);
  const isRemoved = removing.state.kind === 'done';
  if (!installed && !isRemoved) return null;
  return (
    <section aria-labelledby="service-worker" className={styles.section}>
      <h2 id="service-worker">{words.heading}</h2>
      <p className={styles.soft}>{words.about}</p>
      {installed ? (
        <>
          <p className={styles.soft}>{words.instead}</p>
          <Button aria-disabled={removing.state.kind === 'busy'} onClick={() => removing.run()}>
            {words.remove}
          </Button>
        </>
      ) : null}
      <p aria-live="polite">{installed ? null : words.removed}</p>
      {removing.state.kind === 'failed' ? <Failure error={removing.state.error} /> : null}
    </section>
  );
}
