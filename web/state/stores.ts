/** Wiring only: the worker and the stores that it feeds. */
import { createStore } from 'zustand/vanilla';
import { onVisit, takeVisit } from '../boot.ts';
import { t } from '../i18n/index.ts';
import { browserSave } from './browser-save.ts';
import { keepForCleanLoad } from './clean-load.ts';
import { config } from './config.ts';
import { createEngine } from './engine.ts';
import { startWorker } from './engine-worker.ts';
import { guardLeaving } from './leaving.ts';
import { createOpening } from './opening.ts';
import { createOwnShares } from './own-shares.ts';
import { screenClock } from './per-frame.ts';
import { createSending } from './sending.ts';

const engine = createEngine(startWorker());

export const sending = createSending(engine, screenClock, () => config.getState().answer);
export const opening = createOpening(engine, screenClock, browserSave, t.open.zipName);
export const ownShares = createOwnShares(engine);

/** The worker has died, and the page with it. */
export const broken = createStore<{ readonly broken: boolean }>(() => ({ broken: false }));
engine.onDeath(() => broken.setState({ broken: true }));

guardLeaving(sending.store);

async function openVisit(): Promise<void> {
  const visit = takeVisit();
  if (!visit) return;
  if (await keepForCleanLoad(engine, visit)) location.reload();
  else await opening.open(visit);
}
void openVisit();
onVisit(() => void openVisit());
