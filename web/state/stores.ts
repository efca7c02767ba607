/** Wiring only: the worker and the stores that it feeds, of what is there from the beginning. later-stores.ts has the others. */
import { createStore } from 'zustand/vanilla';
import { onArrival, takeArrival } from '../boot.ts';
import type { Commands } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { browserSave } from './browser-save.ts';
import { config, loadConfig } from './config.ts';
import { createKeyPairs } from './key-pairs.ts';
import { keyShelf } from './key-shelf.ts';
import { guardLeaving } from './leaving.ts';
import { createOpening } from './opening.ts';
import { createOwnShares } from './own-shares.ts';
import { createPackageSaves } from './package-saves.ts';
import { createPackages } from './packages.ts';
import { pageEngine } from './page-engine.ts';
import { createPeople } from './people.ts';
import { screenClock } from './per-frame.ts';
import { createPreviews, screenSide } from './previews.ts';
import { createSending } from './sending.ts';
import { createUndo } from './undo.ts';
import { createUploadToken } from './upload-token.ts';

const engine = pageEngine();
const limits = () => config.getState().answer;

export const undo = createUndo(engine);
export const sending = createSending(engine, screenClock, limits);
export const opening = createOpening(engine, screenClock, browserSave, () => t.open.zipName);
export const previews = createPreviews(engine, screenClock, opening.store, screenSide);
export const packageSaves = createPackageSaves(engine, screenClock, browserSave);
export const packages = createPackages(browserSave, () => t.open.zipName);
export const ownShares = createOwnShares(engine, undo);
export const keyPairs = createKeyPairs(engine, keyShelf);
export const people = createPeople(engine, undo);
export const uploadToken = createUploadToken(engine);

/** The worker has died, and the page with it. */
export const broken = createStore<{ readonly broken: boolean }>(() => ({ broken: false }));
engine.onDeath(() => broken.setState({ broken: true }));

/** What the worker knows of who may upload: whoever only opens a link needs nothing of what sends. */
let uploads: Commands['uploads']['in']['uploads'] = 'anyone';
config.subscribe(({ answer }) => {
  // A worker that has died says so elsewhere.
  if (answer?.pace !== undefined) engine.call('pace', { pace: answer.pace }).catch(() => undefined);
  const wanted = answer?.uploads ?? 'anyone';
  if (answer && wanted !== uploads) engine.call('uploads', { uploads: wanted }).catch(() => undefined);
  if (answer) uploads = wanted;
  if (answer?.uploads === 'token') void uploadToken.refresh();
});

/** Asks the server for its limits, again where it was away. */
export const askConfig = (): Promise<void> => loadConfig(engine);
void askConfig();
guardLeaving(sending.store);

/** Loads the rest of the engine, when the page has what it was opened for. */
export function loadEngine(): void {
  // What is missing then says so at its use.
  engine.call('load-all', null).catch(() => undefined);
}

async function arrive(): Promise<void> {
  const arrival = takeArrival();
  if (arrival?.to === 'share') await opening.open(arrival.visit);
  if (arrival?.to === 'request') await (await import('./later-stores.ts')).request.open(arrival.visit);
}
void arrive();
onArrival(() => void arrive());
