/** Both sides' digits in big type, and how to compare them so that nobody in between can help. */
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Digits } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { keyPairs } from '../state/stores.ts';
import styles from './compare-fingerprint.module.css';
import { Fingerprint } from './fingerprint.tsx';

const words = t.people;

export interface CompareFingerprintProps {
  readonly name: string;
  readonly digits: Digits;
  /** What comes of it. */
  readonly children: ReactNode;
}

export function CompareFingerprint({ name, digits, children }: CompareFingerprintProps) {
  const own = useStore(keyPairs.store, ({ items }) => items);
  useEffect(() => {
    void keyPairs.refresh();
  }, []);
  const mine = own?.find(({ isDefault }) => isDefault);
  return (
    <div className={styles.compare}>
      <p>{words.compareHow}</p>
      <dl>
        <dt>{words.theirs(name)}</dt>
        <dd>
          <Fingerprint big digits={digits} />
        </dd>
        {mine ? (
          <>
            <dt>{words.yours(nameOf(mine.name, mine.digits))}</dt>
            <dd>
              <Fingerprint big digits={mine.digits} />
            </dd>
          </>
        ) : null}
      </dl>
      {own?.length === 0 ? <p className={styles.soft}>{words.noKey}</p> : null}
      <div>{children}</div>
    </div>
  );
}
