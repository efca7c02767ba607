/** The small drawing of an empty list: a letter that nobody has written yet. */
import styles from './empty-desk.module.css';

export function EmptyDesk() {
  return (
    <svg className={styles.drawing} viewBox="0 0 120 72" aria-hidden="true" focusable="false">
      <path className={styles.line} d="M2 70H118" />
      <path className={styles.sheet} d="M26 14H94V70H26Z" />
      <path className={styles.line} d="M26 14L60 44L94 14" />
      <circle className={styles.seal} cx="60" cy="44" r="8" />
    </svg>
  );
}
