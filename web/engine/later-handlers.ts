/** Commands that nobody waits for when a page is opened, from saving to keys and people: a chunk of the engine worker of its own. */
import type { LaterCommand } from './command-groups.ts';
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
import { addSender, discardSave } from './opening.ts';
import { cancelPackage, savePackage } from './package-saving.ts';
import { startWorkers } from './part-pool.ts';
import { addPerson, followPerson, listContacts, removePerson, renamePerson, verifyPerson } from './people.ts';
import { cancelPreview, preview } from './preview.ts';
import type { Commands } from './protocol.ts';
import { contactLink, listRequestLinks, newRequestLink, revokeRequestLink } from './request-links.ts';
import { deliver, openRequest } from './requests.ts';
import { type Handlers, nothing } from './rpc.ts';
import { cancelSave, save } from './saving.ts';
import { settleActs, takeBack } from './undo.ts';

export const laterHandlers: Handlers<Pick<Commands, LaterCommand>> = {
  'start-workers': () => startWorkers().then(nothing),
  save: (input) => save(input),
  'save-package': (input) => savePackage(input),
  'cancel-save': async () => {
    cancelSave();
    cancelPackage();
    return null;
  },
  preview: (input) => preview(input),
  'cancel-preview': async () => {
    cancelPreview();
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
  'open-request': (input) => openRequest(input),
  deliver: (input) => deliver(input),
  'take-back': () => takeBack().then(nothing),
  'settle-acts': async () => {
    settleActs();
    return null;
  },
};
