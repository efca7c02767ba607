/**
 * The receiving service's own key, from FILE_KEY_BASE64: it wraps the key of each sealed item, and no server ever has it. While it is
 * changed, FILE_KEY_BASE64_PREVIOUS opens what is still under the one before. docs/receive.md, "Sealed items".
 */
import { type Bytes, concat, equal, random } from '../../shared/bytes.ts';
import { GCM_IV_SIZE, openGcm, sealGcm } from '../../shared/crypto/aes-gcm.ts';
import { hkdfSha256 } from '../../shared/crypto/hkdf.ts';
import { readFileKey } from '../../shared/file-key.ts';
import { itemLabelled } from './item-labels.ts';

const KEY_SIZE = 32;
const ID_SIZE = 8;
export const ITEM_ID_SIZE = 16;
const NO_SALT = new Uint8Array(0);
/** Version, item, key id, IV, wrapped key, tag. */
const WRAPPED_SIZE = 1 + ITEM_ID_SIZE + ID_SIZE + GCM_IV_SIZE + KEY_SIZE + 16;
const CHECK_SIZE = ID_SIZE + GCM_IV_SIZE + 16;
const VERSION = 1;

/** Why a key of the service cannot be used. */
export type FileKeyProblem = 'missing' | 'malformed' | 'other' | 'unsealed' | 'not-rotated';

export class FileKeyError extends Error {
  readonly problem: FileKeyProblem;
  /** What is under another key, or the variable that holds none. */
  readonly path: string;

  constructor(problem: FileKeyProblem, path: string) {
    super('file-key');
    this.problem = problem;
    this.path = path;
  }
}

/** A sealed item that is not as it was made. */
export class ItemError extends Error {
  readonly path: string;

  constructor(path: string, cause?: unknown) {
    super('item', { cause });
    this.path = path;
  }
}

interface WrappingKey {
  /** Says nothing of the key. */
  readonly id: Bytes;
  readonly key: Bytes;
}

export interface ServiceKeys {
  readonly current: WrappingKey;
  readonly previous: WrappingKey | null;
}

/** The keys of an environment. Throws FileKeyError where the current one is missing, or one is none. */
export async function serviceKeys(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ServiceKeys> {
  const read = async (name: string): Promise<WrappingKey | null> => {
    const text = environment[name];
    if (!text) return null;
    const secret = readFileKey(text);
    if (!secret) throw new FileKeyError('malformed', name);
    return {
      id: await hkdfSha256(secret, NO_SALT, itemLabelled('keyId'), ID_SIZE),
      key: await hkdfSha256(secret, NO_SALT, itemLabelled('wrappingKey'), KEY_SIZE),
    };
  };
  const current = await read('FILE_KEY_BASE64');
  if (!current) throw new FileKeyError('missing', 'FILE_KEY_BASE64');
  return { current, previous: await read('FILE_KEY_BASE64_PREVIOUS') };
}

/** The key of an item (32 bytes), for its item's id (16 bytes), under the current key. */
export async function wrapItemKey({ current }: ServiceKeys, item: Bytes, itemKey: Bytes): Promise<Bytes> {
  const iv = random(GCM_IV_SIZE);
  const aad = itemLabelled('wrap', item, current.id);
  const wrapped = await sealGcm(current.key, iv, itemKey, aad);
  return concat(Uint8Array.of(VERSION), item, current.id, iv, wrapped);
}

export interface UnwrappedKey {
  readonly item: Bytes;
  readonly itemKey: Bytes;
  /** Whether it is under the current key. */
  readonly isCurrent: boolean;
}

/** Throws ItemError where it was altered, FileKeyError where it is under neither key; `path` names the item. */
export async function unwrapItemKey(
  { current, previous }: ServiceKeys,
  wrapped: Bytes,
  path: string,
): Promise<UnwrappedKey> {
  if (wrapped.length !== WRAPPED_SIZE || wrapped[0] !== VERSION) throw new ItemError(path);
  const item = wrapped.slice(1, 1 + ITEM_ID_SIZE);
  const rest = wrapped.slice(1 + ITEM_ID_SIZE);
  const id = rest.slice(0, ID_SIZE);
  const found = [current, previous].find((one) => one && equal(one.id, id));
  if (!found) throw new FileKeyError('other', path);
  const iv = rest.slice(ID_SIZE, ID_SIZE + GCM_IV_SIZE);
  const aad = itemLabelled('wrap', item, id);
  const itemKey = await openGcm(found.key, iv, rest.slice(ID_SIZE + GCM_IV_SIZE), aad);
  if (!itemKey) throw new ItemError(path);
  return { item, itemKey, isCurrent: found === current };
}

/** What a folder keeps of the key that its items are under, so that another one is known at once. */
export async function keyCheck({ current }: ServiceKeys): Promise<Bytes> {
  const iv = random(GCM_IV_SIZE);
  const aad = itemLabelled('check', current.id);
  return concat(current.id, iv, await sealGcm(current.key, iv, new Uint8Array(0), aad));
}

/** Under which key a folder is; null for neither. */
export async function checkedKey(
  { current, previous }: ServiceKeys,
  check: Bytes,
): Promise<'current' | 'previous' | null> {
  if (check.length !== CHECK_SIZE) return null;
  const [id, iv, tag] = [
    check.slice(0, ID_SIZE),
    check.slice(ID_SIZE, ID_SIZE + GCM_IV_SIZE),
    check.slice(ID_SIZE + GCM_IV_SIZE),
  ];
  for (const [name, one] of [
    ['current', current],
    ['previous', previous],
  ] as const) {
    if (one && (await openGcm(one.key, iv, tag, itemLabelled('check', id))) && equal(one.id, id)) return name;
  }
  return null;
}
