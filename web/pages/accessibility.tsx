/** The accessibility statement: what this is held to, how that is tested, what is not good, and whom to tell. */
import { useStore } from 'zustand';
import { Page } from '../components/page.tsx';
import { Points } from '../components/points.tsx';
import { accessibilityCatalogues } from '../i18n/long-catalogues.ts';
import { longTexts } from '../state/long-texts.ts';
import styles from './article.module.css';

export const accessibilityTexts = longTexts(accessibilityCatalogues);

export function AccessibilityPage() {
  const { texts } = useStore(accessibilityTexts.store);
  if (!texts) return null;
  const { aim, tests, known, help } = texts;
  return (
    <Page>
      <div className={styles.page}>
        <div className={styles.top}>
          <h1>{texts.heading}</h1>
        </div>
        <section className={styles.section}>
          <h2>{aim.heading}</h2>
          <p>{aim.text}</p>
        </section>
        {[tests, known].map(({ heading, items }) => (
          <section key={heading} className={styles.section}>
            <h2>{heading}</h2>
            <Points items={items} />
          </section>
        ))}
        <section className={styles.section}>
          <h2>{help.heading}</h2>
          <p>{help.text}</p>
          <p>{help.line}</p>
        </section>
      </div>
    </Page>
  );
}
