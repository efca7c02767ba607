/** A quiet line where a key pair matters whose backup nobody has proved. */

import { Link } from 'wouter';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { keyPairs } from '../state/stores.ts';
import styles from './backup-reminder.module.css';

export function BackupReminder() {
  const unchecked = useStore(keyPairs.store, ({ items }) => items?.find(({ backup }) => backup === 'saved'));
  if (!unchecked) return null;
  return (
    <p className={styles.reminder}>
      {t.keyPair.reminder(nameOf(unchecked.name, unchecked.digits))}{' '}
      <Link href="/settings">{t.keyPair.reminderLink}</Link>
    </p>
  );
}
