/** The engine worker: commands from the page go to the parts of the engine, answers and errors go back. */
import { asSealdropError } from '../../shared/errors.ts';
import { deleteDelivery, dismissDeliveries, dismissDelivery, listInbox } from './inbox.ts';
import {
  backupCode,
  checkBackup,
  createKeyPair,
  deleteKeyPair,
  deletionLoss,
  exportBackup,
  exportPem,
  exportPublicKey,
  importKeyPair,
  listKeyPairs,
  makeDefault,
  rotateKeyPair,
} from './key-pairs.ts';
import { addSender, discardSave, keep, open, unlock } from './opening.ts';
import { change, dismiss, listShares, pause, resume, revoke, send, stop } from './own-shares.ts';
import { partWorkerLost, startWorkers } from './part-pool.ts';
import { addPerson, followPerson, listContacts, removePerson, renamePerson, verifyPerson } from './people.ts';
import { removeOldPrivateFiles } from './private-folder.ts';
import type { CommandName, Commands, FromWorker, ToWorker } from './protocol.ts';
import { contactLink, listRequestLinks, newRequestLink, revokeRequestLink } from './request-links.ts';
import { deliver, keepRequest, openRequest } from './requests.ts';
import { cancelSave, save } from './saving.ts';
import { setPace } from './server.ts';

type Handlers = { readonly [K in CommandName]: (input: Commands[K]['in']) => Promise<Commands[K]['out']> };

const handlers: Handlers = {
  send: ({ dropped, options }) => send(dropped, options),
  stop: ({ shareId }) => stop(shareId),
  pause: async ({ shareId, paused }) => {
    pause(shareId, paused);
    return null;
  },
  resume: ({ shareId, files }) => resume(shareId, files),
  change: ({ shareId, change: wanted }) => change(shareId, wanted),
  pace: async ({ pace }) => {
    setPace(pace);
    return null;
  },
  'own-shares': ({ which }) => listShares(which),
  revoke: ({ shareId }) => revoke(shareId).then(nothing),
  dismiss: ({ shareId }) => dismiss(shareId).then(nothing),
  open: (input) => open(input).then(nothing),
  keep: (input) => keep(input),
  unlock: (input) => unlock(input).then(nothing),
  'start-workers': () => startWorkers().then(nothing),
  'part-worker-lost': async ({ id }) => {
    partWorkerLost(id);
    return null;
  },
  save: (input) => save(input),
  'cancel-save': async () => {
    cancelSave();
    return null;
  },
  'discard-save': (input) => discardSave(input).then(nothing),
  'key-pairs': () => listKeyPairs(),
  'create-key-pair': (input) => createKeyPair(input),
  'import-key-pair': (input) => importKeyPair(input),
  'export-backup': ({ fingerprint }) => exportBackup(fingerprint),
  'backup-code': (input) => backupCode(input),
  'check-backup': (input) => checkBackup(input).then(nothing),
  'export-public-key': ({ fingerprint }) => exportPublicKey(fingerprint),
  'export-pem': (input) => exportPem(input),
  'rotate-key-pair': (input) => rotateKeyPair(input),
  'deletion-loss': ({ fingerprint }) => deletionLoss(fingerprint),
  'delete-key-pair': ({ fingerprint }) => deleteKeyPair(fingerprint).then(nothing),
  'choose-default': ({ fingerprint }) => makeDefault(fingerprint).then(nothing),
  'contact-link': ({ fingerprint }) => contactLink(fingerprint),
  'request-links': () => listRequestLinks(),
  'new-request-link': (input) => newRequestLink(input),
  'revoke-request-link': (input) => revokeRequestLink(input).then(nothing),
  people: () => listContacts(),
  'add-person': (input) => addPerson(input),
  'add-sender': ({ tab }) => addSender(tab).then(nothing),
  'rename-person': (input) => renamePerson(input).then(nothing),
  'verify-person': (input) => verifyPerson(input).then(nothing),
  'follow-person': (input) => followPerson(input),
  'remove-person': ({ fingerprint }) => removePerson(fingerprint).then(nothing),
  inbox: () => listInbox(),
  'dismiss-delivery': ({ shareId }) => dismissDelivery(shareId).then(nothing),
  'dismiss-deliveries': ({ shareIds }) => dismissDeliveries(shareIds).then(nothing),
  'delete-delivery': ({ shareId }) => deleteDelivery(shareId).then(nothing),
  'keep-request': (input) => keepRequest(input),
  'open-request': (input) => openRequest(input),
  deliver: (input) => deliver(input),
};

function nothing(): null {
  return null;
}

void removeOldPrivateFiles();

function answer(message: FromWorker): void {
  postMessage(message);
}

addEventListener('message', (event: MessageEvent<ToWorker>) => {
  const { id, command, input } = event.data;
  const handler = handlers[command] as (input: unknown) => Promise<unknown>;
  handler(input).then(
    (output) => answer({ id, output }),
    (error: unknown) => {
      const { code, details } = asSealdropError(error);
      answer({ id, error: { code, details } });
    },
  );
});
