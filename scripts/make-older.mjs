/**
 * Makes files of the three older systems that Sealdrop reads (docs/older-files.md), by Node's own cryptography and with none of
 * Sealdrop's code: node scripts/make-older.mjs DIR SIZE... For each size, in bytes, DIR gets a file of each kind; DIR/keys
 * their keys; and DIR/expected.json says of each how it is opened and what comes of it.
 */
import {
  createCipheriv,
  createHash,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
} from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32, deflateRawSync } from 'node:zlib';

/** @typedef {import('node:crypto').KeyObject} KeyObject */
/**
 * @typedef {object} Expected
 * @property {string} kind
 * @property {number} size
 * @property {string} path what to open, below DIR
 * @property {string | null} key the PEM file, below DIR
 * @property {string | null} fileKey FILE_KEY_BASE64
 * @property {string} name of the file that comes of it
 * @property {string} sha256
 */

const CHUNK = 1_048_576;
/** In Unix seconds. */
const CHANGED = 1_700_000_000;

/** Writes a file piece by piece. @param {string} path */
function sink(path) {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let size = 0;
  return {
    /** @param {Uint8Array} bytes */
    write(bytes) {
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      size += bytes.length;
    },
    size: () => size,
    close: () => closeSync(file),
  };
}

/** Random content in pieces, and at the end its digest. @param {number} size */
function content(size) {
  const hash = createHash('sha256');
  return {
    *pieces() {
      for (let at = 0; at < size; at += CHUNK) {
        const piece = randomBytes(Math.min(CHUNK, size - at));
        hash.update(piece);
        yield piece;
      }
    },
    sha256: () => hash.digest('hex'),
  };
}

/** A key for 32 bytes, as both systems with P-384 derive it. @param {KeyObject} publicKey @param {string} info */
function agree(publicKey, info) {
  const ephemeral = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey });
  return {
    key: Buffer.from(hkdfSync('sha256', shared, '', info, 32)),
    pem: ephemeral.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

/** @param {Buffer} key @param {Uint8Array} plain */
function gcm(key, plain) {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return { nonce, sealed, tag: cipher.getAuthTag() };
}

/**
 * A ZIP, written entry by entry; `long` with all numbers in ZIP64 fields, and with times.
 * @param {string} path
 * @param {{ long?: boolean }} [options]
 */
function zipWriter(path, { long = false } = {}) {
  const file = sink(path);
  /** @type {Buffer[]} */
  const directory = [];
  /** @param {...number} values */
  const numbers = (...values) => {
    const bytes = Buffer.alloc(4 + 8 * values.length);
    bytes.writeUInt16LE(1, 0);
    bytes.writeUInt16LE(8 * values.length, 2);
    for (const [i, value] of values.entries()) bytes.writeBigUInt64LE(BigInt(value), 4 + 8 * i);
    return bytes;
  };
  /** When a file was changed and read, as Info-ZIP writes it; the directory has the first alone. @param {...number} times */
  const stamp = (...times) => {
    const bytes = Buffer.alloc(5 + 4 * times.length);
    bytes.write('UT');
    bytes.writeUInt16LE(1 + 4 * times.length, 2);
    bytes.writeUInt8(3, 4);
    for (const [i, time] of times.entries()) bytes.writeUInt32LE(time, 5 + 4 * i);
    return bytes;
  };
  return {
    /**
     * `at`: where the directory says that it begins; `stated`: the size that both say it has.
     * @param {string} name @param {Uint8Array} bytes @param {boolean} [deflate]
     * @param {{ at?: number, stated?: number }} [lies]
     */
    add(name, bytes, deflate = false, { at = file.size(), stated = bytes.length } = {}) {
      const nameBytes = Buffer.from(name);
      const packed = deflate ? deflateRawSync(bytes) : bytes;
      const short = (/** @type {number} */ value) => (long ? 0xffffffff : value);
      const common = Buffer.alloc(26);
      common.writeUInt16LE(long ? 45 : 20, 0);
      common.writeUInt16LE(0x0800, 2);
      common.writeUInt16LE(deflate ? 8 : 0, 4);
      common.writeUInt32LE(0x5a210000, 6);
      common.writeUInt32LE(crc32(bytes), 10);
      common.writeUInt32LE(short(packed.length), 14);
      common.writeUInt32LE(short(stated), 18);
      common.writeUInt16LE(nameBytes.length, 22);
      const local = long
        ? Buffer.concat([stamp(CHANGED, CHANGED + 1), numbers(stated, packed.length)])
        : Buffer.alloc(0);
      const central = long
        ? Buffer.concat([stamp(CHANGED), numbers(stated, packed.length, at)])
        : Buffer.alloc(0);
      const offset = Buffer.alloc(4);
      offset.writeUInt32LE(short(at));
      common.writeUInt16LE(central.length, 24);
      const head = Buffer.from('504b01021403', 'hex');
      directory.push(Buffer.concat([head, common, Buffer.alloc(10), offset, nameBytes, central]));
      if (at !== file.size()) return;
      common.writeUInt16LE(local.length, 24);
      file.write(Buffer.concat([Buffer.from('504b0304', 'hex'), common, nameBytes, local]));
      file.write(packed);
    },
    close() {
      const entries = Buffer.concat(directory);
      const start = file.size();
      file.write(entries);
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(long ? 0xffff : directory.length, 8);
      end.writeUInt16LE(long ? 0xffff : directory.length, 10);
      end.writeUInt32LE(long ? 0xffffffff : entries.length, 12);
      end.writeUInt32LE(long ? 0xffffffff : start, 16);
      if (long) {
        const record = Buffer.alloc(76);
        record.writeUInt32LE(0x06064b50, 0);
        record.writeBigUInt64LE(44n, 4);
        record.writeUInt32LE(0x002d002d, 12);
        const values = [directory.length, directory.length, entries.length, start];
        for (const [i, value] of values.entries()) record.writeBigUInt64LE(BigInt(value), 24 + 8 * i);
        record.writeUInt32LE(0x07064b50, 56);
        record.writeBigUInt64LE(BigInt(start + entries.length), 64);
        record.writeUInt32LE(1, 72);
        file.write(record);
      }
      file.write(end);
      file.close();
    },
  };
}

/** A package in a folder, with the same ways in as a ZIP. @param {string} path */
function folderWriter(path) {
  return {
    /** @param {string} name @param {Uint8Array} bytes */
    add(name, bytes) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
    close() {},
  };
}

/** How the versions of the first system differ. `long`: in a ZIP64. `lead`: all in this folder, which is an entry as well. */
const packages = {
  'package-zip': {
    zip: true,
    long: false,
    lead: '',
    chunks: 'chunks',
    info: '',
    wrap: 'encrypted',
    sums: 'colon',
    deflate: false,
  },
  'package-lead': {
    zip: true,
    long: true,
    lead: 'backup/',
    chunks: 'Chunks',
    info: 'AES-KEK',
    wrap: 'wrapped',
    sums: 'spaces',
    deflate: true,
  },
  'package-folder': {
    zip: false,
    long: false,
    lead: '',
    chunks: 'chunks',
    info: 'AES-KEK',
    wrap: 'file',
    sums: 'none',
    deflate: false,
  },
};

/**
 * @param {string} path
 * @param {keyof typeof packages} kind
 * @param {{ size: number, name: string, publicKey: KeyObject }} options
 */
function makePackage(path, kind, { size, name, publicKey }) {
  const form = packages[kind];
  const writer = form.zip ? zipWriter(path, form) : folderWriter(path);
  const body = content(size);
  const key = randomBytes(32);
  if (form.lead) writer.add(form.lead, Buffer.alloc(0));
  const chunks = [];
  let n = 0;
  let sums = '';
  for (const piece of body.pieces()) {
    n++;
    const { nonce, sealed, tag } = gcm(key, piece);
    const checksum = createHash('sha256').update(piece).digest('hex');
    writer.add(
      `${form.lead}${form.chunks}/chunk_${n}.enc`,
      Buffer.concat([nonce, sealed, tag]),
      form.deflate,
    );
    chunks.push({
      chunk_id: n,
      encrypted_filename: `chunk_${n}.enc`,
      iv: nonce.toString('base64'),
      checksum,
      size: piece.length,
    });
    sums += form.sums === 'colon' ? `chunk_${n}: ${checksum}\n` : `${checksum}  chunk_${n}.enc\n`;
  }
  const { key: kek, pem } = agree(publicKey, form.info);
  const { nonce, sealed, tag } = gcm(kek, key);
  const [wrapped, wrapNonce, wrapTag] = [sealed, nonce, tag].map((bytes) => bytes.toString('base64'));
  const wrap =
    form.wrap === 'encrypted'
      ? {
          encrypted_key: wrapped,
          encrypted_nonce: wrapNonce,
          encrypted_tag: wrapTag,
          ephemeral_public_key: pem,
        }
      : form.wrap === 'wrapped'
        ? { wrapped_key: wrapped, wrap_nonce: wrapNonce, wrap_tag: wrapTag, ephemeral_public_key: pem }
        : { wrapped_key: wrapped, nonce: wrapNonce, tag: wrapTag, ephemeral_public_key: pem };
  const metadata = {
    file_info: {
      original_name: name,
      original_size: size,
      chunk_size: CHUNK,
      total_chunks: n,
      encryption_algorithm: 'AES-256-GCM',
      key_encryption: form.wrap === 'wrapped' ? 'ECC-384-HDKF' : 'ECC-384-HKDF',
      made_by: 'ignored',
    },
    chunks,
    keys: form.wrap === 'file' ? { key_wrap_method: 'ECC-384-HKDF' } : wrap,
  };
  writer.add(`${form.lead}metadata.json`, Buffer.from(JSON.stringify(metadata, null, 2)), form.deflate);
  if (form.sums !== 'none') writer.add(`${form.lead}checksums.txt`, Buffer.from(sums), form.deflate);
  if (form.wrap === 'file') writer.add(`${form.lead}key_wrap.json`, Buffer.from(JSON.stringify(wrap)));
  writer.close();
  return body.sha256();
}

/** @param {string} folder @param {{ size: number, name: string, publicKey: KeyObject }} options */
function makeShare(folder, { size, name, publicKey }) {
  const body = content(size);
  const { key: kek, pem } = agree(publicKey, 'handshake data');
  const key = randomBytes(32);
  const iv = randomBytes(16);
  const file = sink(join(folder, `${name}.enc`));
  const cipher = createCipheriv('aes-256-cfb', key, iv);
  file.write(iv);
  for (const piece of body.pieces()) file.write(cipher.update(piece));
  file.write(cipher.final());
  file.close();
  const wrap = createCipheriv('aes-256-cfb', kek, iv);
  writeFileSync(join(folder, `${name}.key.enc`), Buffer.concat([iv, wrap.update(key), wrap.final()]));
  writeFileSync(join(folder, 'ephemeral_public_key.pem'), pem);
  return body.sha256();
}

/** @param {string} path @param {{ size: number, key: Buffer }} options */
function makeUpload(path, { size, key }) {
  const body = content(size);
  const iv = randomBytes(16);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  const hmac = createHmac('sha256', key).update(iv);
  const file = sink(path);
  file.write(iv);
  // Room for the tag, which comes of all that follows.
  file.write(Buffer.alloc(32));
  for (const piece of [...body.pieces(), null]) {
    const sealed = piece ? cipher.update(piece) : cipher.final();
    hmac.update(sealed);
    file.write(sealed);
  }
  file.close();
  const again = openSync(path, 'r+');
  writeSync(again, hmac.digest(), 0, 32, 16);
  closeSync(again);
  return body.sha256();
}

/** The generation before, in both of its forms: only ever recognised. @param {string} folder */
function makeRsa(folder) {
  // As long as what RSA-4096 makes; nobody opens it.
  const sealed = randomBytes(512);
  const info = { original_name: 'old.txt', original_size: 0, chunk_size: CHUNK, total_chunks: 0 };
  const file_info = { ...info, encryption_algorithm: 'AES-256-GCM', key_encryption: 'RSA-4096' };
  const inJson = { file_info, chunks: [], keys: { encrypted_master_key: sealed.toString('base64') } };
  const forms = { 'rsa-json': inJson, 'rsa-file': { file_info, chunks: [] } };
  for (const [name, metadata] of Object.entries(forms)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'metadata.json'), JSON.stringify(metadata));
  }
  writeFileSync(join(folder, 'rsa-file/encrypted_keys.bin'), sealed);
}

/** ZIPs that no honest program makes. @param {string} folder */
function makeBad(folder) {
  const metadata = Buffer.from('{"file_info":{}}');
  const zeros = Buffer.alloc(20 * CHUNK);
  /** @type {Record<string, (zip: ReturnType<typeof zipWriter>) => void>} */
  const bad = {
    'bomb-declared': (zip) => zip.add('checksums.txt', zeros, true),
    'bomb-lying': (zip) => zip.add('metadata.json', zeros, true, { stated: 1_000 }),
    'bomb-overlapping': (zip) => {
      for (const name of ['checksums.txt', 'key_wrap.json'])
        zip.add(name, randomBytes(1_000), false, { at: 0 });
    },
    duplicate: (zip) => {
      for (const text of ['a', 'b']) zip.add('checksums.txt', Buffer.from(text));
    },
    'traversal-up': (zip) => zip.add('../checksums.txt', metadata),
    'traversal-root': (zip) => zip.add('/checksums.txt', metadata),
    'traversal-windows': (zip) => zip.add('..\\checksums.txt', metadata),
    'traversal-drive': (zip) => zip.add('C:checksums.txt', metadata),
  };
  for (const [name, fill] of Object.entries(bad)) {
    const zip = zipWriter(join(folder, `${name}.zip`));
    // The lie takes its place.
    if (name !== 'bomb-lying') zip.add('metadata.json', metadata);
    fill(zip);
    zip.close();
  }
}

/** The keys in `folder`, made where there are none yet. @param {string} folder */
function keysIn(folder) {
  const path = join(folder, 'keys.json');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const own = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    const other = generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey;
    const wrongCurve = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey;
    writeFileSync(join(folder, 'pkcs8.pem'), own.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(folder, 'sec1.pem'), own.export({ type: 'sec1', format: 'pem' }));
    writeFileSync(join(folder, 'other.pem'), other.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(join(folder, 'p256.pem'), wrongCurve.export({ type: 'pkcs8', format: 'pem' }));
    const locked = own.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'a passphrase',
    });
    writeFileSync(join(folder, 'locked.pem'), locked);
    const fileKeys = [32, 24, 16].map((size) => randomBytes(size).toString('base64'));
    writeFileSync(path, JSON.stringify(fileKeys));
  }
  /** @type {string[]} */
  const fileKeys = JSON.parse(readFileSync(path, 'utf8'));
  return { publicKey: createPublicKey(readFileSync(join(folder, 'pkcs8.pem'), 'utf8')), fileKeys };
}

/** @typedef {{ folder: string, size: number, keys: ReturnType<typeof keysIn> }} Place */

/** @param {keyof typeof packages} kind @param {Place} place @returns {Expected} */
function makeOnePackage(kind, { folder, size, keys: { publicKey } }) {
  const path = `${kind}-${size}${packages[kind].zip ? '.zip' : ''}`;
  const name = `Übersicht ${kind} ${size}.bin`;
  const sha256 = makePackage(join(folder, path), kind, { size, name, publicKey });
  return { kind, size, path, key: 'keys/pkcs8.pem', fileKey: null, name, sha256 };
}

/** @param {Place} place @returns {Expected} */
function makeOneShare({ folder, size, keys: { publicKey } }) {
  const name = `shared ${size}.bin`;
  const sha256 = makeShare(join(folder, `share-${size}`), { size, name, publicKey });
  const path = `share-${size}/${name}.enc`;
  return { kind: 'share', size, path, key: 'keys/sec1.pem', fileKey: null, name, sha256 };
}

/** @param {number} bits @param {Place} place @returns {Expected} */
function makeOneUpload(bits, { folder, size, keys: { fileKeys } }) {
  const fileKey = fileKeys.find((text) => Buffer.from(text, 'base64').length === bits / 8);
  if (fileKey === undefined) throw new Error(`no key of ${bits} bits`);
  const kind = `upload-${bits}`;
  const name = `${kind}-${size}.bin`;
  const sha256 = makeUpload(join(folder, `${name}.enc`), { size, key: Buffer.from(fileKey, 'base64') });
  return { kind, size, path: `${name}.enc`, key: null, fileKey, name, sha256 };
}

/** @satisfies {Record<string, (place: Place) => Expected>} */
const makers = {
  'package-zip': (/** @type {Place} */ place) => makeOnePackage('package-zip', place),
  'package-lead': (/** @type {Place} */ place) => makeOnePackage('package-lead', place),
  'package-folder': (/** @type {Place} */ place) => makeOnePackage('package-folder', place),
  share: makeOneShare,
  'upload-256': (/** @type {Place} */ place) => makeOneUpload(256, place),
  'upload-192': (/** @type {Place} */ place) => makeOneUpload(192, place),
  'upload-128': (/** @type {Place} */ place) => makeOneUpload(128, place),
};

/** @typedef {keyof typeof makers} OlderKind */
export const olderKinds = /** @type {OlderKind[]} */ (Object.keys(makers));

/**
 * A file of each of these kinds and sizes in `folder`, and what is only ever refused.
 * @param {string} folder
 * @param {readonly number[]} sizes
 * @param {readonly OlderKind[]} [kinds]
 * @returns {Expected[]}
 */
export function makeOlder(folder, sizes, kinds = olderKinds) {
  const keys = keysIn(join(folder, 'keys'));
  const made = sizes.flatMap((size) => kinds.map((kind) => makers[kind]({ folder, size, keys })));
  makeRsa(folder);
  makeBad(join(folder, 'bad'));
  writeFileSync(join(folder, 'expected.json'), JSON.stringify(made, null, 2));
  return made;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...sizes] = process.argv.slice(2);
  if (folder === undefined || !sizes.every((size) => /^\d{1,12}$/.test(size))) {
    console.error('usage: node scripts/make-older.mjs DIR SIZE...');
    process.exit(2);
  }
  makeOlder(folder, sizes.map(Number));
}
