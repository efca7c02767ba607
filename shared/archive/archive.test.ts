/** What the readers of older files are made of, against the platform's own cryptography. */
import { base64 } from '@scure/base';
import { makeZip } from 'client-zip';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, concat, random, utf8 } from '../bytes.ts';
import { hmacSha256 } from '../crypto/hkdf.ts';
import { decryptBlocks } from './aes-blocks.ts';
import { findOlder } from './find-older.ts';
import { olderPath } from './older-item.ts';
import { agreedKeys, readFileKey, readPrivateKey } from './older-key.ts';
import { startHash } from './running-hash.ts';
import { blocks, type StoredFile } from './stored-file.ts';

async function* inPieces(bytes: Bytes, size: number): AsyncGenerator<Bytes, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function all(content: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of content) pieces.push(piece);
  return pieces;
}

/** A file in memory; `watch` is told of each read. */
function memoryFile(path: string, bytes: Bytes, watch: () => void = () => {}): StoredFile {
  return {
    path,
    size: bytes.length,
    async *stream(from, to) {
      watch();
      yield bytes.subarray(from, to);
    },
  };
}

async function zipOf(...names: string[]): Promise<Bytes> {
  const zip = makeZip(names.map((name) => ({ name, input: 'x' })));
  return new Uint8Array(await new Response(zip).arrayBuffer());
}

describe('blocks', () => {
  it.each([0, 1, 15, 16, 17, 32, 100])('are of one size but for the last, %i bytes', async (size) => {
    const bytes = random(size);
    for (const step of [1, 7, 16, 50]) {
      const found = await all(blocks(inPieces(bytes, step), 16));
      expect(found.map((block) => block.length)).toEqual(
        Array.from({ length: Math.ceil(size / 16) }, (_, i) => Math.min(16, size - 16 * i)),
      );
      expect(concat(...found)).toEqual(bytes);
    }
  });
});

describe('AES over blocks', () => {
  // Chromium has no AES-192.
  it.each([16, 32])('is the CBC of WebCrypto, under %i bytes', async (keySize) => {
    const [key, iv, plain] = [random(keySize), random(16), random(1_000)];
    const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt']);
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, imported, plain));
    for (const size of [16, 160, 4_096]) {
      const opened = concat(...(await all(decryptBlocks('cbc', { key, iv }, inPieces(sealed, size)))));
      // With its padding: eight bytes of eight.
      expect(opened).toEqual(concat(plain, new Uint8Array(8).fill(8)));
    }
  });

  it.each([0, 1, 15, 16, 17, 1_000])('is CFB by its definition, %i bytes', async (size) => {
    const [key, iv, plain] = [random(32), random(16), random(size)];
    const imported = await crypto.subtle.importKey('raw', key, 'AES-CBC', false, ['encrypt']);
    // CBC of zeros is the block cipher alone.
    const encryptBlock = async (block: Bytes) =>
      new Uint8Array(
        await crypto.subtle.encrypt({ name: 'AES-CBC', iv: block }, imported, new Uint8Array(16)),
      ).slice(0, 16);
    let last = iv;
    const sealed: Bytes[] = [];
    for await (const block of inPieces(plain, 16)) {
      const stream = await encryptBlock(last);
      last = block.map((byte, i) => byte ^ (stream[i] as number));
      sealed.push(last);
    }
    for (const step of [16, 160, 4_096]) {
      const opened = await all(decryptBlocks('cfb', { key, iv }, inPieces(concat(...sealed), step)));
      expect(concat(...opened)).toEqual(plain);
    }
  });
});

it('an HMAC over pieces is that over the whole', async () => {
  for (const keySize of [16, 24, 32]) {
    const [key, bytes] = [random(keySize), random(1_000)];
    const hash = await startHash(key);
    for await (const piece of inPieces(bytes, 33)) hash.update(piece);
    expect(hash.end()).toEqual(await hmacSha256(key, bytes));
  }
});

describe('names', () => {
  it.each(['../x', '/x', 'a/b', 'a\\b', '..', '.', '', 'a\u0000', 'a\nb', 'a\u007Fb'])(
    '%j leads elsewhere',
    (name) => {
      expect(() => olderPath('in/a.zip', name)).toThrow('older-name');
    },
  );

  it('stay below the folder of their source, and are such that every system can write them', () => {
    expect(olderPath('in/a.zip', 'Übersicht.pdf')).toBe('in/Übersicht.pdf');
    expect(olderPath('../in/a.zip', 'what?.txt')).toBe('___/in/what_.txt');
    expect(olderPath('a.zip', 'C:x')).toBe('C_x');
    expect(olderPath('a.zip', '.bash_profile')).toBe('_.bash_profile');
    expect(olderPath('old/.ssh/authorized_keys.enc', 'authorized_keys')).toBe('old/_.ssh/authorized_keys');
  });
});

describe('keys', () => {
  it('of a file are base64 of 16, 24 or 32 bytes', () => {
    expect(readFileKey(` ${'A'.repeat(43)}=\n`)).toHaveLength(32);
    expect(readFileKey('AAAAAAAAAAAAAAAAAAAAAA==')).toHaveLength(16);
    const wrong = ['', 'A', 'AAAA', '-'.repeat(44), `${'A'.repeat(42)}B=`, 'A'.repeat(43)];
    for (const text of wrong) expect(() => readFileKey(text), text).toThrow('older-key-unusable');
  });

  it('of the other side are points in one form', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-384' }, true, ['deriveBits']);
    const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
    const agreed = (first: number, unused = 0) => {
      const form = spki.slice();
      form.set([unused, first], form.length - 98);
      const pem = `-----BEGIN PUBLIC KEY-----\n${base64.encode(form)}\n-----END PUBLIC KEY-----`;
      return agreedKeys(pair.privateKey, pem, { infos: [utf8('a'), utf8('b')], path: 'a.pem' });
    };
    expect(await agreed(4)).toHaveLength(2);
    // The same point, where its y is even or odd; and one whose last bit counts for nothing.
    for (const [first, unused] of [[6], [7], [4, 1]] as const)
      await expect(agreed(first, unused)).rejects.toMatchObject({ code: 'older-malformed' });
  });

  it('of a person are PEM', async () => {
    const wrong = [
      '',
      'no key',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      'x'.repeat(70_000),
    ];
    for (const text of wrong) await expect(readPrivateKey(text)).rejects.toThrow('older-key-unusable');
  });
});

describe('other files in a folder', () => {
  const found = async (...files: StoredFile[]) => {
    // Beside another, for what is given alone is meant.
    const { items, skipped } = await findOlder([memoryFile('z.txt', random(9)), ...files]);
    return [items.map(({ source }) => source), skipped.filter((path) => path !== 'z.txt')];
  };
  it('are left alone where they are of macOS', async () => {
    const names = ['__MACOSX/a.enc', 'in/._a.enc', '._metadata.json', '._a.zip'];
    expect(await found(...names.map((name) => memoryFile(name, random(64))))).toEqual([
      [],
      expect.arrayContaining(names),
    ]);
    const inside = await zipOf('a.enc', '__MACOSX/._a.enc');
    expect(await found(memoryFile('a.zip', inside))).toEqual([['a.zip: a.enc'], ['a.zip: __MACOSX/._a.enc']]);
  });

  it('are left alone where they are ZIPs that cannot be read, but for those that hold a name of theirs', async () => {
    const others = [
      new Uint8Array(0),
      new Uint8Array(5_000),
      concat(random(64), await zipOf('a.txt')),
      await zipOf('a\\b.txt'),
    ];
    for (const content of others) expect(await found(memoryFile('a.zip', content))).toEqual([[], ['a.zip']]);
    const theirs = [concat(random(64), await zipOf('in/metadata.json')), (await zipOf('a.enc')).slice(0, 60)];
    for (const content of theirs) expect(await found(memoryFile('a.zip', content))).toEqual([['a.zip'], []]);
  });

  it('are left alone where they are metadata of other programs', async () => {
    for (const text of ['', '{}', '{"keys":{}}', 'no JSON'])
      expect(await found(memoryFile('metadata.json', utf8(text)))).toEqual([[], ['metadata.json']]);
    for (const text of ['{"file_info":{}}', '{"file_info":'])
      expect(await found(memoryFile('metadata.json', utf8(text)))).toEqual([['metadata.json'], []]);
    expect(
      await found(memoryFile('metadata.json', utf8('')), memoryFile('chunks/chunk_1.enc', random(9))),
    ).toEqual([['metadata.json'], []]);
  });
});

it('a ZIP of many is read once, not for each of its items', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `${i}.${i % 2 ? 'enc' : 'txt'}`);
  let reads = 0;
  const zip = memoryFile('a.zip', await zipOf(...names), () => reads++);
  const { items } = await findOlder([zip]);
  for (const item of items) {
    const opening = item.open({ privateKey: null, fileKey: null });
    await expect(opening).rejects.toMatchObject({ code: 'older-key-needed' });
  }
  expect(items).toHaveLength(100);
  // The directory; of each of the others its header and what follows it.
  expect(reads).toBeLessThan(10 + 5 * 100);
});

it('metadata of more brackets than any version writes is refused before it is parsed', async () => {
  const open = async (count: number) => {
    const { items } = await findOlder([
      memoryFile('metadata.json', utf8(`{"file_info":{},"x":${'['.repeat(count)}`)),
    ]);
    return await items[0]?.open({ privateKey: null, fileKey: null });
  };
  await expect(open(640_000)).rejects.toMatchObject({ code: 'older-too-many' });
  await expect(open(600_000)).rejects.toMatchObject({ code: 'older-malformed' });
});

it('a ZIP of more than 200,000 entries is refused before they are read', async () => {
  const open = async (count: number) => {
    // A directory of zeros, and what stands behind it in a ZIP64.
    const bytes = new Uint8Array(46 * count + 98);
    const view = new DataView(bytes.buffer, 46 * count);
    view.setUint32(0, 0x06064b50, true);
    view.setUint32(4, 44, true);
    view.setUint32(24, count, true);
    view.setUint32(32, count, true);
    view.setUint32(40, 46 * count, true);
    view.setUint32(56, 0x07064b50, true);
    view.setUint32(64, 46 * count, true);
    view.setUint32(72, 1, true);
    view.setUint32(76, 0x06054b50, true);
    bytes.fill(0xff, 46 * count + 84, 46 * count + 96);
    const { items } = await findOlder([memoryFile('a.zip', bytes)]);
    return await items[0]?.open({ privateKey: null, fileKey: null });
  };
  await expect(open(200_001)).rejects.toMatchObject({ code: 'older-too-many' });
  await expect(open(200_000)).rejects.toMatchObject({ code: 'zip-damaged' });
});

it('any bytes as a ZIP end in words, not in another error', async () => {
  const head = [0x50, 0x4b, 3, 4];
  const end = [0x50, 0x4b, 5, 6];
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constant(Uint8Array.from(head)),
    fc.constant(Uint8Array.from(end)),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
      const bytes = concat(Uint8Array.from(head), ...pieces);
      const { items } = await findOlder([memoryFile('a.zip', bytes)]);
      for (const item of items) {
        const opening = item.open({ privateKey: null, fileKey: null });
        await expect(opening).rejects.toMatchObject({ name: 'SealdropError' });
      }
    }),
  );
});
