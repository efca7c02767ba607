/** A hint that is met once: a line in the flow of the page, said politely, and gone for good by its button. */
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { type Hint, hints, putHintAway } from '../state/hints.ts';
import { Button } from './button.tsx';
import styles from './hint-line.module.css';

export function HintLine({ which }: { readonly which: Hint }) {
  const place = useRef<HTMLDivElement>(null);
  const isAway = useStore(hints, ({ away }) => away.includes(which));
  const [wasAway] = useState(isAway);
  const [isSaid, setSaid] = useState(false);
  // After the first drawing: what is put into a live region later is announced.
  useEffect(() => {
    const frame = requestAnimationFrame(() => setSaid(true));
    return () => cancelAnimationFrame(frame);
  }, []);
  const putAway = (): void => {
    putHintAway(which);
    // The button takes the focus with it, which would be lost to the top of the page.
    place.current?.focus();
  };
  if (wasAway) return null;
  return (
    <div ref={place} tabIndex={-1} aria-live="polite" className={styles.place}>
      {isSaid && !isAway ? (
        <div className={styles.hint}>
          <p>{t.hints.texts[which]}</p>
          <Button weight="quiet" onClick={putAway}>
            {t.hints.understood}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
