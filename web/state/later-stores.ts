/** Wiring only: the stores of pages that are gone to later, and come with them. */
import { t } from '../i18n/index.ts';
import { browserSave } from './browser-save.ts';
import { config } from './config.ts';
import { takeDropsAt } from './drop-target.ts';
import { createInbox } from './inbox.ts';
import { createOlder } from './older.ts';
import { startOlderWorker } from './older-line.ts';
import { pageEngine } from './page-engine.ts';
import { createRequest } from './request.ts';
import { createRequestLinks } from './request-links.ts';
import { sending, undo } from './stores.ts';

export const requestLinks = createRequestLinks(pageEngine());
export const request = createRequest(pageEngine(), sending, () => config.getState().answer);
export const inbox = createInbox(pageEngine(), undo);
export const older = createOlder({
  startWorker: startOlderWorker,
  browser: browserSave,
  sending,
  zipName: () => t.older.zipName,
});

takeDropsAt('/to', { takesFiles: () => request.takesFiles(), take: (taken) => void request.deliver(taken) });
takeDropsAt('/older', { takesFiles: () => older.takesFiles(), take: (taken) => void older.choose(taken) });
