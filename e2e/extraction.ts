/**
 * Ways to get at the bytes of a private key with full access to a page, each tried in the page itself. Every function here
 * runs there whole, so none uses anything from outside of itself. What comes out is text: bytes as latin1.
 */

/** What came of one way with one key. */
export interface Attempt {
  /** Where the key was found. */
  readonly key: string;
  readonly way: string;
  /** Bytes or text that came out; null where it was refused. */
  readonly got: string | null;
}

/** Tries every export and every wrapping of every key in a database that is not public, and of every copy of it. */
export async function exportAll(database: string): Promise<Attempt[]> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const { subtle } = crypto;

  const keys: [string, CryptoKey][] = [];
  const walk = (value: unknown, path: string): void => {
    if (value instanceof CryptoKey) {
      if (value.type !== 'public') keys.push([path, value]);
    } else if (typeof value === 'object' && value && !ArrayBuffer.isView(value)) {
      for (const key of Object.keys(value)) walk(Reflect.get(value, key), `${path}.${key}`);
    }
  };
  const opened = await settled(indexedDB.open(database));
  for (const store of opened.objectStoreNames) {
    walk(await settled(opened.transaction(store).objectStore(store).getAll()), store);
  }
  opened.close();

  const throughPort = (key: CryptoKey, channel: MessageChannel) =>
    new Promise<CryptoKey>((resolve) => {
      channel.port2.addEventListener('message', (event: MessageEvent<CryptoKey>) => resolve(event.data));
      channel.port2.start();
      channel.port1.postMessage(key);
    });
  const copies: Record<string, (key: CryptoKey) => CryptoKey | Promise<CryptoKey>> = {
    'as it is': (key) => key,
    'structured clone': (key) => structuredClone(key),
    'message port': (key) => throughPort(key, new MessageChannel()),
    'another database': async (key) => {
      const request = indexedDB.open('copies');
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('copies'));
      const copy = await settled(request);
      await settled(copy.transaction('copies', 'readwrite').objectStore('copies').put(key, 'key'));
      const again: unknown = await settled(copy.transaction('copies').objectStore('copies').get('key'));
      copy.close();
      return again as CryptoKey;
    },
    'history state': (key) => {
      const before: unknown = history.state;
      history.replaceState({ key }, '');
      const { key: again } = history.state as { key: CryptoKey };
      history.replaceState(before, '');
      return again;
    },
    'called extractable': (key) => {
      const copy = structuredClone(key);
      Object.defineProperty(copy, 'extractable', { value: true });
      return copy;
    },
    'with every usage': (key) => {
      const copy = structuredClone(key);
      Object.defineProperty(copy, 'usages', { value: ['deriveKey', 'deriveBits', 'sign', 'wrapKey'] });
      return copy;
    },
  };

  const oaep = {
    name: 'RSA-OAEP',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  };
  const both: KeyUsage[] = ['wrapKey', 'unwrapKey'];
  const pair = await subtle.generateKey({ ...oaep, modulusLength: 3072 }, true, [...both, 'decrypt']);
  const aes = async (name: string, extra: KeyUsage[]) =>
    subtle.generateKey({ name, length: 256 }, true, [...both, ...extra]);
  const iv = new Uint8Array(16);
  const wrappers: [string, CryptoKey, CryptoKey, Algorithm | AesGcmParams | AesCtrParams][] = [];
  for (const [name, algorithm] of [
    ['AES-GCM', { name: 'AES-GCM', iv }],
    ['AES-CBC', { name: 'AES-CBC', iv }],
    ['AES-CTR', { name: 'AES-CTR', counter: iv, length: 64 }],
  ] as const) {
    const key = await aes(name, ['decrypt']);
    wrappers.push([name, key, key, algorithm]);
  }
  const kw = await aes('AES-KW', []);
  wrappers.push(['AES-KW', kw, kw, { name: 'AES-KW' }]);
  wrappers.push(['RSA-OAEP', pair.publicKey, pair.privateKey, { name: 'RSA-OAEP' }]);

  const exported = async (format: KeyFormat, key: CryptoKey): Promise<string> => {
    const out: unknown = await subtle.exportKey(format as 'raw', key);
    return out instanceof ArrayBuffer ? latin(new Uint8Array(out)) : JSON.stringify(out);
  };
  const unwrapped = async (
    [name, wrapping, unwrapping, algorithm]: (typeof wrappers)[number],
    format: KeyFormat,
    key: CryptoKey,
  ): Promise<string> => {
    const sealed = await subtle.wrapKey(format, key, wrapping, algorithm);
    if (name !== 'AES-KW') return latin(new Uint8Array(await subtle.decrypt(algorithm, unwrapping, sealed)));
    const usages: KeyUsage[] = key.type === 'secret' ? ['decrypt'] : key.usages;
    const plain = await subtle.unwrapKey(format, sealed, unwrapping, algorithm, key.algorithm, true, usages);
    return exported(format, plain);
  };

  const attempts: Attempt[] = [];
  const attempt = async (key: string, way: string, work: () => Promise<string>): Promise<void> => {
    attempts.push({ key, way, got: await work().catch(() => null) });
  };
  for (const [where, key] of keys) {
    for (const [copied, copy] of Object.entries(copies)) {
      for (const format of ['raw', 'pkcs8', 'spki', 'jwk'] as const) {
        await attempt(where, `export ${format}, ${copied}`, async () => exported(format, await copy(key)));
        if (format === 'spki') continue;
        for (const wrapper of wrappers) {
          const way = `wrap ${format} by ${wrapper[0]}, ${copied}`;
          await attempt(where, way, async () => unwrapped(wrapper, format, await copy(key)));
        }
      }
    }
  }
  return attempts;
}

/** Uses the keys of a database in ways that could give the private number away. Every output, whatever it is. */
export async function misuseAll(database: string): Promise<{ outputs: Attempt[]; nonces: string[] }> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const latin = (bytes: ArrayBuffer | Uint8Array) =>
    Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  const { subtle } = crypto;
  const opened = await settled(indexedDB.open(database));
  const [store = ''] = opened.objectStoreNames;
  const records: unknown = await settled(opened.transaction(store).objectStore(store).getAll());
  opened.close();
  const [{ identity }] = records as [{ identity: { signing: CryptoKeyPair; encryption: CryptoKeyPair } }];
  const { signing, encryption } = identity;
  const outputs: Attempt[] = [];
  const nonces: string[] = [];
  const attempt = async (way: string, work: () => unknown): Promise<void> => {
    const got = await Promise.resolve()
      .then(work)
      .then(
        (out) => (typeof out === 'string' ? out : latin(out as ArrayBuffer)),
        () => null,
      );
    outputs.push({ key: 'identity', way, got });
  };
  const ecdh = { name: 'ECDH', namedCurve: 'P-384' };
  const hex = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const gx =
    'aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7';
  const gy =
    '3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f';
  const zero = '00'.repeat(48);
  const points: Record<string, string> = {
    'the generator': `04${gx}${gy}`,
    infinity: '00',
    'the point 0, 0': `04${zero}${zero}`,
    'a point of the twist': `04${'00'.repeat(47)}05${zero}`,
    'a point off the curve': `04${gx}${gy.slice(0, -2)}60`,
    'the generator, compressed': `03${gx}`,
    'a point of another curve': `04${gx.slice(32)}${gy.slice(32)}`,
    'coordinates above the prime': `04${'ff'.repeat(48)}${'ff'.repeat(48)}`,
  };
  for (const [what, point] of Object.entries(points)) {
    for (const bits of [384, 8, 0, null, 385, 528]) {
      await attempt(`deriveBits ${bits} with ${what}`, async () => {
        const other = await subtle.importKey('raw', hex(point), ecdh, true, []);
        return subtle.deriveBits({ name: 'ECDH', public: other }, encryption.privateKey, bits);
      });
    }
  }
  const own = { name: 'ECDH', public: encryption.publicKey };
  await attempt('deriveBits with its own public key', () =>
    subtle.deriveBits(own, encryption.privateKey, 384),
  );
  await attempt('deriveKey', async () => {
    const algorithm = { name: 'AES-GCM', length: 256 };
    const key = await subtle.deriveKey(own, encryption.privateKey, algorithm, true, ['encrypt']);
    return subtle.exportKey('raw', key);
  });
  const ecdsa = { name: 'ECDSA', hash: 'SHA-384' };
  for (const [what, key] of Object.entries({
    signing: signing.privateKey,
    encryption: encryption.privateKey,
  })) {
    for (const name of ['ECDSA', 'HMAC', 'Ed25519']) {
      if (what === 'signing' && name === 'ECDSA') continue;
      await attempt(`${what} key signs by ${name}`, () =>
        subtle.sign({ ...ecdsa, name }, key, new Uint8Array(9)),
      );
    }
    await attempt(`${what} key encrypts`, () =>
      subtle.encrypt({ name: 'AES-GCM', iv: hex(zero) }, key, hex(zero)),
    );
    if (what === 'signing') await attempt('signing key derives', () => subtle.deriveBits(own, key, 384));
    for (const format of ['raw', 'pkcs8', 'jwk']) {
      await attempt(`${what} key imported anew as ${format}`, async () => {
        const again = await subtle.importKey(format as 'raw', key as never, ecdh, true, ['deriveBits']);
        return subtle.exportKey('pkcs8', again);
      });
    }
    await attempt(`${what} key as text`, () => JSON.stringify([key, { ...key }, Object.entries(key)]));
    await attempt(`${what} key in a blob`, () => new Blob([key as never]).arrayBuffer());
    await attempt(`${what} key in an answer`, () => new Response(key as never).arrayBuffer());
    await attempt(`${what} key as bytes`, () => Uint8Array.from(key as never));
  }
  const message = new TextEncoder().encode('the same each time');
  for (let i = 0; i < 64; i++) {
    const signature = latin(await subtle.sign(ecdsa, signing.privateKey, message));
    nonces.push(signature.slice(0, 48));
    outputs.push({ key: 'signing', way: `signature ${i}`, got: signature });
  }
  return { outputs, nonces };
}

/** Everything that this origin keeps where scripts can read it, and what the device key opens of it for `aads`. */
export async function everythingKept(aads: readonly string[]): Promise<{ kept: string; opened: string[] }> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const pieces: string[] = [];
  const sealed: Uint8Array<ArrayBuffer>[] = [];
  const keys: CryptoKey[] = [];
  const walk = (value: unknown): void => {
    if (value instanceof CryptoKey) keys.push(value);
    else if (typeof value === 'string') pieces.push(latin(new TextEncoder().encode(value)));
    else if (value instanceof ArrayBuffer) walk(new Uint8Array(value));
    else if (value instanceof Uint8Array) {
      pieces.push(latin(value));
      sealed.push(new Uint8Array(value));
    } else if (typeof value === 'object' && value)
      for (const [key, entry] of Object.entries(value)) {
        walk(key);
        walk(entry);
      }
  };
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const objects = database.transaction(store).objectStore(store);
      walk([name, store, ...(await Promise.all([settled(objects.getAllKeys()), settled(objects.getAll())]))]);
    }
    database.close();
  }
  for (const storage of [localStorage, sessionStorage]) walk({ ...storage });
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      walk([request.url, await (await cache.match(request))?.arrayBuffer()]);
    }
  }
  const root = await navigator.storage.getDirectory();
  for await (const [name, handle] of root as unknown as AsyncIterable<[string, FileSystemHandle]>) {
    walk(name);
    if (handle instanceof FileSystemFileHandle) walk(await (await handle.getFile()).arrayBuffer());
  }
  walk([document.cookie, document.documentElement.outerHTML, location.href, history.state, window.name]);
  walk(performance.getEntries().map((entry) => entry.toJSON() as unknown));

  const opened: string[] = [];
  const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  for (const key of keys.filter(({ algorithm }) => algorithm.name === 'AES-GCM')) {
    for (const record of sealed) {
      for (const aad of aads) {
        const algorithm = { name: 'AES-GCM', iv: record.slice(0, 12), additionalData: bytesOf(aad) };
        const plain = await crypto.subtle.decrypt(algorithm, key, record.slice(12)).catch(() => null);
        if (plain) opened.push(latin(new Uint8Array(plain)));
      }
    }
  }
  return { kept: pieces.join('\n'), opened };
}
