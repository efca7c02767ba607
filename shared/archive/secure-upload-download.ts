/**
 * Files of the Secure File Upload and Download System: NAME.enc holds an initialisation vector, an HMAC-SHA-256 over it
 * and the ciphertext, and AES-CBC with PKCS#7 padding, all under one key. The tag is compared before anything is
 * decrypted, which takes the file twice. docs/older-files.md.
 */
import { type Bytes, equal } from '../bytes.ts';
import { AES_BLOCK, decryptBlocks } from './aes-blocks.ts';
import { type OlderFile, type OlderItem, olderPath } from './older-item.ts';
import type { OlderKeys } from './older-key.ts';
import { type RunningHash, startHash } from './running-hash.ts';
import { BLOCK_SIZE, blocks, folderOf, olderError, readRange, type StoredFile } from './stored-file.ts';

const TAG_SIZE = 32;
const HEAD_SIZE = AES_BLOCK + TAG_SIZE;

export function secureUploadItem(file: StoredFile): OlderItem {
  return { system: 'secure-upload-download', source: file.path, open: (keys) => openUpload(file, keys) };
}

async function openUpload(file: StoredFile, { fileKey }: OlderKeys): Promise<OlderFile> {
  // Before anything else is said of it: it may be of CloudSecureShare, without what belongs to it.
  if (!fileKey) throw olderError('older-key-needed', file.path);
  const sealed = file.size - HEAD_SIZE;
  // Padding is never empty.
  if (sealed < AES_BLOCK || sealed % AES_BLOCK !== 0) throw olderError('older-truncated', file.path);
  const path = olderPath(file.path, file.path.slice(folderOf(file.path).length, -'.enc'.length));
  return { path, size: sealed - 1, doubtful: false, content: () => openContent(file, fileKey) };
}

async function* openContent(file: StoredFile, key: Bytes): AsyncGenerator<Bytes, void> {
  const head = await readRange(file, 0, HEAD_SIZE);
  const iv = head.slice(0, AES_BLOCK);
  const tag = head.slice(AES_BLOCK);
  const requireTag = (hash: RunningHash) => {
    if (!equal(hash.end(), tag)) throw olderError('older-tag', file.path);
  };
  const sealed = () => blocks(file.stream(HEAD_SIZE, file.size), BLOCK_SIZE);

  const first = await startHash(key);
  first.update(iv);
  for await (const block of sealed()) first.update(block);
  requireTag(first);

  const second = await startHash(key);
  second.update(iv);
  yield* withoutPadding(decryptBlocks('cbc', { key, iv }, hashed(sealed(), second)), file.path);
  // It is read for the second time, and might be another one by now.
  requireTag(second);
}

async function* hashed(content: AsyncIterable<Bytes>, hash: RunningHash): AsyncGenerator<Bytes, void> {
  for await (const block of content) {
    hash.update(block);
    yield block;
  }
}

/** PKCS#7 (RFC 5652, 6.3), strictly: 1 to 16 bytes that each say how many they are. */
async function* withoutPadding(content: AsyncIterable<Bytes>, path: string): AsyncGenerator<Bytes, void> {
  let held: Bytes | null = null;
  for await (const piece of content) {
    if (held) yield held;
    held = piece;
  }
  const count = held?.at(-1) ?? 0;
  const isWhole = count >= 1 && count <= AES_BLOCK && held?.subarray(-count).every((byte) => byte === count);
  if (!held || !isWhole) throw olderError('older-malformed', path);
  yield held.subarray(0, held.length - count);
}
