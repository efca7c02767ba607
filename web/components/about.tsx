/** What Sealdrop says of itself, from Settings. */
import { Link } from 'wouter';
import { t } from '../i18n/index.ts';
import styles from './about.module.css';

export function AboutSection() {
  return (
    <section aria-labelledby="about" className={styles.section}>
      <h2 id="about">{t.about.heading}</h2>
      <Link href="/how">{t.about.how}</Link>
      <Link href="/accessibility">{t.about.accessibility}</Link>
    </section>
  );
}
