/** Light or dark, by choice. */
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { appearance, appearances, chooseAppearance } from '../state/appearance.ts';
import styles from './appearance-choice.module.css';

const words = t.appearance;

export function AppearanceChoice() {
  const chosen = useStore(appearance, (state) => state.chosen);
  return (
    <fieldset className={styles.choice}>
      <legend>
        <h2>{words.heading}</h2>
      </legend>
      <div className={styles.ways}>
        {appearances.map((way) => (
          <label key={way} className={styles.way}>
            <input
              type="radio"
              name="appearance"
              checked={way === chosen}
              onChange={() => chooseAppearance(way)}
            />
            {words.ways[way]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
