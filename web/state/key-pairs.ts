/**
 * The key pairs of this person. Private keys stay in the worker; what comes out of it are sealed backups and files in
 * other programs' formats, which are handed on as ordinary downloads and kept nowhere here.
 */

import type { DeletionLoss, HandedFile, OwnKeyPair } from '../engine/people-protocol.ts';
import type { Commands } from '../engine/protocol.ts';
import type { Engine } from './engine.ts';
import { createList, type List } from './list.ts';

export interface KeyPairs extends List<OwnKeyPair> {
  /** Done when the download of the backup has started. */
  create(name: string, passphrase: string): Promise<void>;
  importFrom(source: KeySource, passphrase: string): Promise<void>;
  exportBackup(fingerprint: string): Promise<void>;
  backupCode(fingerprint: string, passphrase: string): Promise<string>;
  checkBackup(fingerprint: string, file: File, passphrase: string): Promise<void>;
  exportPublicKey(fingerprint: string): Promise<void>;
  exportPem(fingerprint: string, passphrase: string): Promise<void>;
  rotate(fingerprint: string, passphrase: string): Promise<void>;
  lossOf(fingerprint: string): Promise<DeletionLoss>;
  remove(fingerprint: string): Promise<void>;
  makeDefault(fingerprint: string): Promise<void>;
  contactLink(fingerprint: string): Promise<string>;
}

export type KeySource = Commands['import-key-pair']['in']['source'];

/** What the browser does for keys. */
export interface KeyShelf {
  download(name: string, blob: Blob): void;
  /** Asks that this site's data is not cleared for space. There may never be an answer. */
  askToPersist(): void;
}

export function createKeyPairs(engine: Engine, shelf: KeyShelf): KeyPairs {
  const list = createList<OwnKeyPair>(engine, {
    read: () => engine.call('key-pairs', null),
    changedBy: ['keys-changed'],
  });
  const handOut = (files: readonly HandedFile[]): void => {
    for (const { name, blob } of files) shelf.download(name, blob);
  };

  return {
    ...list,
    async create(name, passphrase) {
      shelf.askToPersist();
      const { backup } = await engine.call('create-key-pair', { name, passphrase });
      handOut([backup]);
      await list.refresh();
    },
    async importFrom(source, passphrase) {
      shelf.askToPersist();
      const { backup } = await engine.call('import-key-pair', { source, passphrase });
      if (backup) handOut([backup]);
      await list.refresh();
    },
    async exportBackup(fingerprint) {
      handOut([await engine.call('export-backup', { fingerprint })]);
    },
    backupCode: (fingerprint, passphrase) => engine.call('backup-code', { fingerprint, passphrase }),
    async checkBackup(fingerprint, file, passphrase) {
      await engine.call('check-backup', { fingerprint, file, passphrase });
      await list.refresh();
    },
    async exportPublicKey(fingerprint) {
      handOut(await engine.call('export-public-key', { fingerprint }));
    },
    async exportPem(fingerprint, passphrase) {
      handOut(await engine.call('export-pem', { fingerprint, passphrase }));
    },
    async rotate(fingerprint, passphrase) {
      shelf.askToPersist();
      const { backup } = await engine.call('rotate-key-pair', { fingerprint, passphrase });
      handOut([backup]);
      await list.refresh();
    },
    lossOf: (fingerprint) => engine.call('deletion-loss', { fingerprint }),
    async remove(fingerprint) {
      await engine.call('delete-key-pair', { fingerprint });
      await list.refresh();
    },
    async makeDefault(fingerprint) {
      await engine.call('choose-default', { fingerprint });
      await list.refresh();
    },
    contactLink: (fingerprint) => engine.call('contact-link', { fingerprint }),
  };
}
