/**
 * Packages of the Secure File Processing System: metadata.json, checksums.txt, and pieces of 1 MiB, each sealed by
 * AES-256-GCM under a key that is wrapped for a private key on P-384. Nothing binds the pieces to each other or to the
 * metadata but numbers and checksums that nobody signed; all of them are compared. docs/older-files.md.
 */
import { base64 } from '@scure/base';
import * as v from 'valibot';
import { type Bytes, concat, equal, fromHex, sha256, utf8 } from '../bytes.ts';
import { openGcm } from '../crypto/aes-gcm.ts';
import { SealdropError } from '../errors.ts';
import { type OlderFile, type OlderItem, olderPath } from './older-item.ts';
import { agreedKeys, type OlderKeys } from './older-key.ts';
import { folderOf, olderError, readRange, readText, type StoredFile } from './stored-file.ts';

const CHUNK_SIZE = 1_048_576;
const NONCE_SIZE = 12;
const TAG_SIZE = 16;
/** Each piece takes about 220 bytes of metadata: enough for 150 GiB, which are about as many pieces as this. */
const METADATA_MAX = 32 * 1_048_576;
const PIECES_MAX = 160_000;
/** Arrays and objects in the metadata: one for each piece, and what else a version may write. Each takes up to 100 bytes of memory. */
const VALUES_MAX = 4 * PIECES_MAX;
const KEY_WRAP_MAX = 65_536;
/** Bytes of a key that RSA-4096 has sealed. */
const RSA_SIZE = 512;
const KEY_SIZE = 32;

const EMPTY = new Uint8Array(0);
/** The systems' versions differ in what they derive the key with. */
const infos = [EMPTY, utf8('AES-KEK')];

const text = v.pipe(v.string(), v.maxLength(65_536));
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const bytesOf = (size: number) =>
  v.pipe(
    text,
    v.rawTransform<string, Bytes>(({ dataset, addIssue, NEVER }) => {
      const bytes = decodeBase64(dataset.value);
      if (bytes?.length === size) return bytes;
      addIssue({ message: `base64 of ${size} bytes` });
      return NEVER;
    }),
  );
/** No program writes both cases into one, so that another case is a changed byte. */
const HEX = '[0-9a-f]{64}|[0-9A-F]{64}';
const digest = v.pipe(
  text,
  v.regex(new RegExp(`^(?:${HEX})$`)),
  v.transform((hex) => fromHex(hex)),
);

/** Unknown keys are ignored, here and below. */
const Metadata = v.object({
  file_info: v.object({
    original_name: text,
    original_size: whole,
    chunk_size: v.literal(CHUNK_SIZE),
    total_chunks: whole,
    encryption_algorithm: text,
    key_encryption: text,
  }),
  chunks: v.optional(
    v.array(
      v.object({
        chunk_id: whole,
        encrypted_filename: text,
        iv: bytesOf(NONCE_SIZE),
        checksum: digest,
        size: whole,
      }),
    ),
    [],
  ),
});
const Counted = v.object({
  file_info: v.object({ total_chunks: whole }),
  chunks: v.optional(v.custom<unknown[]>(Array.isArray), []),
});
type Metadata = v.InferOutput<typeof Metadata>;
type Chunk = Metadata['chunks'][number];

const Wrapped = v.object({
  key: bytesOf(KEY_SIZE),
  nonce: bytesOf(NONCE_SIZE),
  tag: bytesOf(TAG_SIZE),
  pem: text,
});
type Wrapped = v.InferOutput<typeof Wrapped>;

/** How versions of the system name a wrapped key, its nonce and its tag; the last, as the first one wrote it into key_wrap.json. */
const spellings = [
  ['encrypted_key', 'encrypted_nonce', 'encrypted_tag'],
  ['wrapped_key', 'wrap_nonce', 'wrap_tag'],
  ['wrapped_key', 'nonce', 'tag'],
] as const;

/** Where a text names the folder, in one of the cases that a version writes. */
const CHUNK_FOLDER = /^(?:[Cc]hunks|CHUNKS)\//;
const CHUNK_PATH = /^(.*\/)?chunks\/(chunk_[1-9]\d{0,15}\.enc)$/i;

/** The folder, with its "/", whose package this path is a piece of; null where it is none. */
export function chunkOwner(path: string): string | null {
  const match = CHUNK_PATH.exec(path);
  return match ? (match[1] ?? '') : null;
}

const METADATA = 'metadata.json';
const CHECKSUMS = 'checksums.txt';
const KEY_WRAP = 'key_wrap.json';
const RSA_KEYS = 'encrypted_keys.bin';
const names = [METADATA, CHECKSUMS, KEY_WRAP, RSA_KEYS];

/** The files of one package: by their names below its folder, pieces as "chunks/NAME". */
type PackageFiles = ReadonlyMap<string, StoredFile>;

/** The name that a file has in the package of `folder` (with its "/"), null where it is none of its files. */
export function nameInPackage(path: string, folder: string): string | null {
  if (chunkOwner(path) === folder) return `chunks/${CHUNK_PATH.exec(path)?.[2] ?? ''}`;
  const name = path.slice(folder.length);
  return path.startsWith(folder) && names.includes(name) ? name : null;
}

/**
 * Whether files of one folder are a package of this system: by a piece or another file of one, else by what its
 * metadata has first, for other programs have a metadata.json too.
 */
export async function isPackage(files: readonly StoredFile[], folder: string): Promise<boolean> {
  const known = files.map(({ path }) => nameInPackage(path, folder));
  if (known.some((name) => name !== null && name !== METADATA)) return true;
  const metadata = files[known.indexOf(METADATA)];
  if (!metadata || metadata.size > METADATA_MAX) return false;
  try {
    const bytes = await readRange(metadata, 0, metadata.size);
    // As text alone: what is damaged may be no JSON, and no UTF-8.
    return new TextDecoder().decode(bytes).includes('"file_info"');
  } catch {
    // For all that is known: its opening says why it cannot be read, and the others are opened.
    return true;
  }
}

/** `source`: the path that the package is known by, below whose folder its file may be written. */
export function packageItem(source: string, files: readonly StoredFile[], folder: string): OlderItem {
  return {
    system: 'secure-file-processing',
    source,
    open: async (keys) => openPackage(source, byName(files, folder), keys),
  };
}

function byName(files: readonly StoredFile[], folder: string): PackageFiles {
  const found = new Map<string, StoredFile>();
  for (const file of files) {
    const name = nameInPackage(file.path, folder);
    if (name === null) continue;
    // In two spellings of the folder's name.
    if (found.has(name)) throw olderError('older-mismatch', file.path);
    found.set(name, file);
  }
  return found;
}

async function openPackage(source: string, files: PackageFiles, keys: OlderKeys): Promise<OlderFile> {
  const file = files.get(METADATA);
  if (!file) throw olderError('older-missing', folderOf(source) + METADATA);
  const json = parseJson(await readMetadata(file), file.path);
  refuseRsa(json, files, source);
  requireCount(json, file.path);
  const metadata = parse(Metadata, json, file.path);
  requireKnown(metadata, source);
  const path = olderPath(source, metadata.file_info.original_name);
  const pieces = matchPieces(metadata, files, file.path);
  await compareChecksums(metadata, files.get(CHECKSUMS));
  const key = await unwrap(await findWrapped(json, files, file.path), keys, source);
  return {
    path,
    size: metadata.file_info.original_size,
    doubtful: false,
    content: () => openPieces(pieces, key),
  };
}

/** Before it is parsed: of 32 MiB of brackets come gigabytes. */
async function readMetadata(file: StoredFile): Promise<string> {
  const content = await readText(file, METADATA_MAX);
  let values = 0;
  for (const _ of content.matchAll(/[[{]/g)) {
    if (++values > VALUES_MAX) throw olderError('older-too-many', file.path);
  }
  return content;
}

/** An earlier generation, whose keys are wrapped by RSA-4096. */
function refuseRsa(json: unknown, files: PackageFiles, source: string): void {
  const Rsa = v.object({ encrypted_master_key: text });
  const candidates = v.is(v.object({ keys: v.unknown() }), json) ? [json, json.keys] : [json];
  const sealed = candidates.some(
    (one) => v.is(Rsa, one) && decodeBase64(one.encrypted_master_key)?.length === RSA_SIZE,
  );
  if (sealed || files.has(RSA_KEYS)) throw olderError('older-unsupported', source);
}

function requireKnown({ file_info }: Metadata, source: string): void {
  const { encryption_algorithm, key_encryption } = file_info;
  // The second spelling is a slip of some versions.
  const known = encryption_algorithm === 'AES-256-GCM' && /^ECC-384-(?:HKDF|HDKF)$/.test(key_encryption);
  if (!known) throw olderError('older-unsupported', source);
}

/** Before each piece is looked at: the schema makes far more of millions of them than they are. */
function requireCount(json: unknown, path: string): void {
  const { chunks, file_info } = parse(Counted, json, path);
  if (chunks.length > PIECES_MAX) throw olderError('older-too-many', path);
  if (chunks.length !== file_info.total_chunks) throw olderError('older-mismatch', path);
}

/** The pieces in their order, each with what is said of it. All numbers and sizes are compared. */
function matchPieces(
  metadata: Metadata,
  files: PackageFiles,
  path: string,
): readonly (readonly [Chunk, StoredFile])[] {
  const { chunks, file_info } = metadata;
  const { original_size, total_chunks } = file_info;
  const mismatch = () => olderError('older-mismatch', path);
  const count = Math.ceil(original_size / CHUNK_SIZE);
  if (total_chunks !== count || chunks.length !== count) throw mismatch();
  const pieces = chunks.map((chunk, i): readonly [Chunk, StoredFile] => {
    const name = `chunk_${i + 1}.enc`;
    if (/\.\.|\\|^\//.test(chunk.encrypted_filename)) throw olderError('older-name', path);
    const size = Math.min(CHUNK_SIZE, original_size - i * CHUNK_SIZE);
    if (chunk.chunk_id !== i + 1 || chunk.size !== size) throw mismatch();
    if (chunk.encrypted_filename.replace(CHUNK_FOLDER, '') !== name) throw mismatch();
    const file = files.get(`chunks/${name}`);
    if (!file) throw olderError('older-missing', `${folderOf(path)}chunks/${name}`);
    const sealed = size + NONCE_SIZE + TAG_SIZE;
    if (file.size < sealed) throw olderError('older-truncated', file.path);
    if (file.size > sealed) throw olderError('older-mismatch', file.path);
    return [chunk, file];
  });
  const there = [...files.keys()].filter((name) => name.startsWith('chunks/')).length;
  if (there !== count) throw mismatch();
  return pieces;
}

/** The two forms of a line of checksums.txt. */
const nameFirst = new RegExp(`^chunk_(?<n>[1-9]\\d{0,15}): (?<hex>${HEX})\\r?$`);
const digestFirst = new RegExp(
  `^(?<hex>${HEX}) [ *](?:(?:[Cc]hunks|CHUNKS)/)?chunk_(?<n>[1-9]\\d{0,15})(?:\\.enc)?\\r?$`,
);

/** checksums.txt, where it is there, says of each piece once what metadata.json says of it. */
async function compareChecksums({ chunks }: Metadata, file: StoredFile | undefined): Promise<void> {
  if (!file) return;
  const seen = new Set<number>();
  for (const line of (await readText(file, METADATA_MAX)).split('\n')) {
    if (line.trim() === '') continue;
    const match = nameFirst.exec(line) ?? digestFirst.exec(line);
    if (!match?.groups) throw olderError('older-malformed', file.path);
    const n = Number(match.groups['n']);
    const chunk = chunks[n - 1];
    if (!chunk || seen.has(n)) throw olderError('older-mismatch', file.path);
    seen.add(n);
    if (!equal(chunk.checksum, fromHex(match.groups['hex'] as string))) {
      throw olderError('older-checksum', file.path);
    }
  }
  if (seen.size !== chunks.length) throw olderError('older-mismatch', file.path);
}

/**
 * The wrapped key: in metadata.json under "keys" or beside it, or the same in key_wrap.json. Where both state it, or the
 * public key, they state the same.
 */
async function findWrapped(json: unknown, files: PackageFiles, path: string): Promise<Wrapped> {
  const file = files.get(KEY_WRAP);
  const sources = [fieldsOf(json)];
  if (file) sources.push(fieldsOf(parseJson(await readText(file, KEY_WRAP_MAX), file.path)));
  const wraps = sources.flatMap((fields) =>
    spellings
      .filter((spelling) => spelling.every((name) => fields[name] !== undefined))
      .map(([key, nonce, tag]) => ({ key: fields[key], nonce: fields[nonce], tag: fields[tag] })),
  );
  const pems = sources.flatMap(({ ephemeral_public_key: pem }) => (pem === undefined ? [] : [pem]));
  const lines = pems.map((pem) => (typeof pem === 'string' ? pem.replace(/\s/g, '') : pem));
  for (const stated of [wraps, lines]) {
    if (new Set(stated.map((one) => JSON.stringify(one))).size > 1)
      throw olderError('older-mismatch', file?.path ?? path);
  }
  return parse(Wrapped, { ...wraps[0], pem: pems[0] }, file?.path ?? path);
}

function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  const result = v.safeParse(v.looseObject({ keys: v.optional(v.looseObject({}), {}) }), json);
  return result.success ? { ...result.output, ...result.output.keys } : {};
}

async function unwrap(wrap: Wrapped, { privateKey }: OlderKeys, source: string): Promise<Bytes> {
  if (!privateKey) throw olderError('older-key-needed', source);
  for (const kek of await agreedKeys(privateKey, wrap.pem, { infos, path: source })) {
    const key = await openGcm(kek, wrap.nonce, concat(wrap.key, wrap.tag), EMPTY);
    if (key) return key;
  }
  throw olderError('older-wrong-key', source);
}

async function* openPieces(
  pieces: readonly (readonly [Chunk, StoredFile])[],
  key: Bytes,
): AsyncGenerator<Bytes, void> {
  for (const [chunk, file] of pieces) {
    const sealed = await readRange(file, 0, file.size);
    const nonce = sealed.slice(0, NONCE_SIZE);
    // Another nonce is another piece: they are random.
    if (!equal(nonce, chunk.iv)) throw olderError('older-checksum', file.path);
    const plain = await openGcm(key, nonce, sealed.slice(NONCE_SIZE), EMPTY);
    if (!plain) throw olderError('older-tag', file.path);
    if (!equal(await sha256(plain), chunk.checksum)) throw olderError('older-checksum', file.path);
    yield plain;
  }
}

function parseJson(content: string, path: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (cause) {
    throw olderError('older-malformed', path, cause);
  }
}

function parse<S extends v.GenericSchema>(schema: S, json: unknown, path: string): v.InferOutput<S> {
  // Of a million pieces that are none one is enough.
  const result = v.safeParse(schema, json, { abortEarly: true, abortPipeEarly: true });
  if (result.success) return result.output;
  // What valibot says of it quotes the file.
  throw olderError('older-malformed', path, new SealdropError('bad-request'));
}

function decodeBase64(value: string): Bytes | null {
  try {
    return new Uint8Array(base64.decode(value));
  } catch {
    return null;
  }
}
