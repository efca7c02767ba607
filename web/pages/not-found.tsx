/** Any address that is no page. A browser comes to that of a download where nothing feeds it any more. */
import { useLocation } from 'wouter';
import { Page } from '../components/page.tsx';
import { WayLink } from '../components/way-link.tsx';
import { t } from '../i18n/index.ts';
import { DOWNLOADS } from '../service-worker/stream-messages.ts';

export function NotFoundPage() {
  const [path] = useLocation();
  const { heading, next, downloadHeading, downloadNext, link } = t.notFound;
  const isDownload = path.startsWith(DOWNLOADS);
  return (
    <Page>
      <h1>{isDownload ? downloadHeading : heading}</h1>
      <p>{isDownload ? downloadNext : next}</p>
      <WayLink href="/">{link}</WayLink>
    </Page>
  );
}
