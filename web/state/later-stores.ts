/** Wiring only: the stores of pages that are gone to later, and come with them. */
import { t } from '../i18n/index.ts';
import { browserSave } from './browser-save.ts';
import { takeDropsAt } from './drop-target.ts';
import { createInbox } from './inbox.ts';
import { createOlder } from './older.ts';
import { startOlderWorker } from './older-line.ts';
import { pageEngine } from './page-engine.ts';
import { createRequestLinks } from './request-links.ts';
import { sending, undo } from './stores.ts';

export const requestLinks = createRequestLinks(pageEngine());
export const inbox = createInbox(pageEngine(), undo);
export const older = createOlder({
  startWorker: startOlderWorker,
  browser: browserSave,
  sending,
  zipName: () => t.older.zipName,
});

takeDropsAt('/older', { takesFiles: () => older.takesFiles(), take: (taken) => void older.choose(taken) });
