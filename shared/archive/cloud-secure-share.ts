/**
 * Files of CloudSecureShare: NAME.enc and NAME.key.enc, both AES-256-CFB under one initialisation vector, and
 * ephemeral_public_key.pem. Nothing in them is authenticated: a wrong key, a changed byte or a cut end opens to other
 * bytes, and nobody can tell. docs/older-files.md.
 */
import { type Bytes, equal, utf8 } from '../bytes.ts';
import { AES_BLOCK, decryptBlocks } from './aes-blocks.ts';
import { type OlderFile, type OlderItem, olderPath } from './older-item.ts';
import { agreedKeys, type OlderKeys } from './older-key.ts';
import {
  BLOCK_SIZE,
  blocks,
  folderOf,
  olderError,
  readRange,
  readText,
  type StoredFile,
} from './stored-file.ts';

const KEY_FILE_SIZE = AES_BLOCK + 32;
const PEM_MAX = 65_536;
const infos = [utf8('handshake data')];

/** The three files; null what is missing. */
export interface Parts {
  readonly body: StoredFile | null;
  readonly key: StoredFile;
  readonly publicKey: StoredFile | null;
}

/** `stem`: the path of NAME.enc without its ending. */
export function cloudSecureShareItem(stem: string, parts: Parts): OlderItem {
  return {
    system: 'cloud-secure-share',
    source: `${stem}.enc`,
    open: (keys) => openShare(stem, parts, keys),
  };
}

async function openShare(
  stem: string,
  { body, key, publicKey }: Parts,
  { privateKey }: OlderKeys,
): Promise<OlderFile> {
  if (!body) throw olderError('older-missing', `${stem}.enc`);
  if (!publicKey) throw olderError('older-missing', `${folderOf(stem)}ephemeral_public_key.pem`);
  if (body.size < AES_BLOCK) throw olderError('older-truncated', body.path);
  if (key.size < KEY_FILE_SIZE) throw olderError('older-truncated', key.path);
  if (key.size > KEY_FILE_SIZE) throw olderError('older-mismatch', key.path);
  const path = olderPath(stem, stem.slice(folderOf(stem).length));
  if (!privateKey) throw olderError('older-key-needed', body.path);
  const pem = await readText(publicKey, PEM_MAX);
  const [kek] = await agreedKeys(privateKey, pem, { infos, path: publicKey.path });
  const sealed = await readRange(key, 0, KEY_FILE_SIZE);
  const keyIv = sealed.slice(0, AES_BLOCK);
  const iv = await readRange(body, 0, AES_BLOCK);
  const contentKey = await onlyBlock(kek as Bytes, keyIv, sealed.slice(AES_BLOCK));
  return {
    path,
    size: body.size - AES_BLOCK,
    // They were made as one: where they differ, one of the files is not as it was.
    doubtful: !equal(iv, keyIv),
    content: () =>
      decryptBlocks('cfb', { key: contentKey, iv }, blocks(body.stream(AES_BLOCK, body.size), BLOCK_SIZE)),
  };
}

async function onlyBlock(key: Bytes, iv: Bytes, sealed: Bytes): Promise<Bytes> {
  async function* one() {
    yield sealed;
  }
  for await (const plain of decryptBlocks('cfb', { key, iv }, one())) return plain;
  return new Uint8Array(0);
}
