/** Files of older systems: chosen with their key, decrypted in this browser, then saved or shared anew. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { olderSystems } from '../../shared/archive/older-item.ts';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/failure.tsx';
import { OlderForm } from '../components/older-form.tsx';
import { OpenedOlderFiles } from '../components/opened-older.tsx';
import { Page } from '../components/page.tsx';
import { t } from '../i18n/index.ts';
import { older } from '../state/later-stores.ts';
import type { OlderState } from '../state/older.ts';
import styles from './older.module.css';

const words = t.older;

function Opening({ state }: { readonly state: Extract<OlderState, { kind: 'opening' }> }) {
  const { progress } = state;
  return (
    <div className={styles.opening}>
      <progress
        aria-label={words.progress}
        max={1}
        value={progress && progress.total > 0 ? progress.done / progress.total : 0}
      />
      <p className={styles.soft}>
        {progress ? t.upload.amount(progress.done, progress.total) : words.looking}
      </p>
      <div>
        <Button onClick={() => older.reset()}>{words.cancel}</Button>
      </div>
    </div>
  );
}

export function OlderPage() {
  const state = useStore(older.store);
  useEffect(() => {
    older.prepare();
    return () => older.leave();
  }, []);
  return (
    <Page>
      <div className={styles.top}>
        <h1>{words.heading}</h1>
        <p>{words.about}</p>
      </div>
      {state.kind === 'opened' ? null : (
        <Notice title={words.beforeTitle} next={words.beforeNext}>
          <ul className={styles.points}>
            {olderSystems.map((system) => (
              <li key={system}>{words.before[system]}</li>
            ))}
          </ul>
        </Notice>
      )}
      {state.kind === 'choosing' ? <OlderForm files={state.files} error={state.error} /> : null}
      {state.kind === 'opening' ? <Opening state={state} /> : null}
      {state.kind === 'opened' ? <OpenedOlderFiles opened={state.opened} /> : null}
    </Page>
  );
}
