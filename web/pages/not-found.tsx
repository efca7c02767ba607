/** Any address that is no page. */
import { Link } from 'wouter';
import { Page } from '../components/page.tsx';
import { t } from '../i18n/index.ts';

export function NotFoundPage() {
  return (
    <Page>
      <h1>{t.notFound.heading}</h1>
      <p>
        {t.notFound.next} <Link href="/">{t.notFound.link}</Link>
      </p>
    </Page>
  );
}
