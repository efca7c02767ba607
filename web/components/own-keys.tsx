/** For a share that is sealed to other keys: which ones are here, and the way to bring another. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { keyPairs } from '../state/stores.ts';
import { Fingerprint } from './fingerprint.tsx';
import styles from './own-keys.module.css';
import { PersonSeal } from './person-seal.tsx';
import { WayLink } from './way-link.tsx';

export function OwnKeys() {
  const items = useStore(keyPairs.store, (state) => state.items);
  useEffect(() => {
    void keyPairs.refresh();
  }, []);
  return (
    <div className={styles.keys}>
      {items?.length === 0 ? <p>{t.open.noKeys}</p> : null}
      {items && items.length > 0 ? (
        <>
          <p id="own-keys">{t.open.ownKeys}</p>
          <ul aria-labelledby="own-keys">
            {items.map(({ fingerprint, name, digits }) => (
              <li key={fingerprint}>
                <PersonSeal fingerprint={fingerprint} size="small" />
                <div>
                  <bdi>{nameOf(name, digits)}</bdi>
                  <Fingerprint digits={digits} />
                </div>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <WayLink href="/settings">{t.open.toSettings}</WayLink>
    </div>
  );
}
