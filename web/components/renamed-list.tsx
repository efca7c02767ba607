/** Which names were changed before sending, shown and not done silently. */
import { t } from '../i18n/index.ts';
import styles from './renamed-list.module.css';

export function RenamedList({ renamed }: { readonly renamed: readonly (readonly [string, string])[] }) {
  if (renamed.length === 0) return null;
  return (
    <div className={styles.renamed}>
      <p>{t.upload.renamedTitle}</p>
      <ul>
        {renamed.map(([from, to]) => (
          <li key={to}>
            <bdi>{t.upload.renamed(from, to)}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}
