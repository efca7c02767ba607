/** Which commands of the engine worker come together in a chunk, by what a page is opened for. The rest is there from the beginning. */
import type { CommandName } from './protocol.ts';

export const sendCommands = [
  'send',
  'stop',
  'pause',
  'resume',
  'change',
  'uploads',
  'has-upload-token',
  'keep-upload-token',
  'own-shares',
  'revoke',
  'dismiss',
] as const satisfies readonly CommandName[];

export const openCommands = ['open', 'unlock', 'report'] as const satisfies readonly CommandName[];

export const laterCommands = [
  'start-workers',
  'save',
  'save-package',
  'cancel-save',
  'preview',
  'cancel-preview',
  'discard-save',
  'key-pairs',
  'create-key-pair',
  'import-key-pair',
  'export-backup',
  'backup-code',
  'check-backup',
  'export-public-key',
  'export-pem',
  'rotate-key-pair',
  'deletion-loss',
  'delete-key-pair',
  'choose-default',
  'contact-link',
  'request-links',
  'new-request-link',
  'revoke-request-link',
  'people',
  'add-person',
  'add-sender',
  'rename-person',
  'verify-person',
  'follow-person',
  'remove-person',
  'inbox',
  'dismiss-delivery',
  'dismiss-deliveries',
  'delete-delivery',
  'open-request',
  'deliver',
  'take-back',
  'settle-acts',
] as const satisfies readonly CommandName[];

export type SendCommand = (typeof sendCommands)[number];
export type OpenCommand = (typeof openCommands)[number];
export type LaterCommand = (typeof laterCommands)[number];
