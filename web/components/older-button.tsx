/** The way to the page of older files, from where people look for it. */
import { useLocation } from 'wouter';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import styles from './older.module.css';

export function OlderButton() {
  const [, navigate] = useLocation();
  return (
    <div className={styles.way}>
      <Button weight="quiet" onClick={() => navigate('/older')}>
        {t.older.pageTitle}
      </Button>
    </div>
  );
}
