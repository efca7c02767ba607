/** Backups are handed out and kept nowhere, and nothing waits for the browser's promise to keep what is stored. */
import { expect, it, vi } from 'vitest';
import { SealdropError } from '../../shared/errors.ts';
import type { OwnKeyPair } from '../engine/people-protocol.ts';
import { type Answers, fakeEngine } from './fake-engine.ts';
import { createKeyPairs, type KeyShelf } from './key-pairs.ts';

const keyPair: OwnKeyPair = {
  fingerprint: 'f',
  digits: ['00000'],
  name: 'Ada',
  created: 1,
  isDefault: true,
  backup: 'saved',
  successor: null,
  published: true,
};
const backup = { name: 'Ada.sealdrop-key', blob: new Blob(['sealed']) };

function setUp(answers: Answers) {
  const fake = fakeEngine({ 'key-pairs': () => [keyPair], ...answers });
  const download = vi.fn<KeyShelf['download']>();
  const askToPersist = vi.fn<KeyShelf['askToPersist']>();
  return {
    ...fake,
    download,
    askToPersist,
    keyPairs: createKeyPairs(fake.engine, { download, askToPersist }),
  };
}

it('hands a new backup out once, and then shows the key pair', async () => {
  const { keyPairs, calls, download, askToPersist } = setUp({
    'create-key-pair': () => ({ keyPair, backup }),
  });
  await keyPairs.create('Ada', 'correct horse');
  expect(askToPersist).toHaveBeenCalledOnce();
  expect(download.mock.calls).toEqual([[backup.name, backup.blob]]);
  expect(calls.map(([name]) => name)).toEqual(['create-key-pair', 'key-pairs']);
  expect(keyPairs.store.getState().items).toEqual([keyPair]);
  expect(JSON.stringify(keyPairs.store.getState())).not.toContain('correct horse');
});

it('hands nothing out that could not be proved', async () => {
  const create = (): never => {
    throw new SealdropError('no-space');
  };
  const { keyPairs, download } = setUp({ 'create-key-pair': create });
  await expect(keyPairs.create('', 'correct horse')).rejects.toMatchObject({ code: 'no-space' });
  expect(download).not.toHaveBeenCalled();
});

it('hands out a backup for a key of another program, and none for its own', async () => {
  let given: typeof backup | null = null;
  const { keyPairs, download } = setUp({ 'import-key-pair': () => ({ keyPair, backup: given }) });
  await keyPairs.importFrom({ text: 'code' }, 'p');
  expect(download).not.toHaveBeenCalled();
  given = backup;
  await keyPairs.importFrom({ file: new File(['x'], 'key.pem') }, 'p');
  expect(download).toHaveBeenCalledOnce();
});

it('hands out both files of a PEM export', async () => {
  const files = [backup, { ...backup, name: 'Ada-signing.pem' }];
  const { keyPairs, download } = setUp({ 'export-pem': () => files });
  await keyPairs.exportPem('f', 'p');
  expect(download).toHaveBeenCalledTimes(2);
});

it('reads the list again when another tab changed it, once somebody has looked', async () => {
  const { keyPairs, calls, emit } = setUp({});
  emit({ type: 'keys-changed' });
  expect(calls).toHaveLength(0);
  await keyPairs.refresh();
  emit({ type: 'keys-changed' });
  expect(calls).toHaveLength(2);
});
