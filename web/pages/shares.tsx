/** Shares: what was sent from this browser, and what was sent to this person. */
import { useStore } from 'zustand';
import { BackupReminder } from '../components/backup-reminder.tsx';
import { InboxList } from '../components/inbox-list.tsx';
import { Page } from '../components/page.tsx';
import { SentList } from '../components/sent-list.tsx';
import { ShareFinder } from '../components/share-finder.tsx';
import { useSettling } from '../components/use-undo.ts';
import { t } from '../i18n/index.ts';
import { keyPairs } from '../state/stores.ts';

export function SharesPage() {
  const hasInbox = useStore(keyPairs.store, ({ items }) => items !== null && items.length > 0);
  useSettling();
  return (
    <Page>
      <h1>{t.shares.heading}</h1>
      <BackupReminder />
      <ShareFinder />
      {hasInbox ? <InboxList key="inbox" /> : null}
      <SentList key="sent" />
      {hasInbox ? null : <InboxList key="inbox" />}
    </Page>
  );
}
