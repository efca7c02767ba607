/** Any address that is no page. */
import { Page } from '../components/page.tsx';
import { WayLink } from '../components/way-link.tsx';
import { t } from '../i18n/index.ts';

export function NotFoundPage() {
  return (
    <Page>
      <h1>{t.notFound.heading}</h1>
      <p>{t.notFound.next}</p>
      <WayLink href="/">{t.notFound.link}</WayLink>
    </Page>
  );
}
