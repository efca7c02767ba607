/** The ways to what was not sent by this site, from where people look for them: packages, and older files. */
import { useLocation } from 'wouter';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import styles from './older.module.css';
import { PackageButton } from './package-button.tsx';

/** `isCentred` where what stands above is. */
export function OtherFiles({ isCentred = false }: { readonly isCentred?: boolean }) {
  const [, navigate] = useLocation();
  return (
    <div className={isCentred ? `${styles.way} ${styles.centred}` : styles.way}>
      <PackageButton />
      <Button weight="quiet" onClick={() => navigate('/older')}>
        {t.older.pageTitle}
      </Button>
    </div>
  );
}
