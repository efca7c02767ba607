/**
 * Hears what a page says to its workers and they to it. Both functions run in the page whole, so neither uses anything
 * from outside of itself.
 */

/** Keeps every message between the page and its workers, and everything that the page gives to WebCrypto. */
export function listenAtEverything(): void {
  const heard: unknown[] = [];
  Reflect.set(window, 'heard', heard);
  // A copy, for memory moves on. What cannot be copied holds none.
  const keep = (value: unknown) => {
    try {
      heard.push(structuredClone(value));
    } catch {
      heard.push(value);
    }
  };
  const wrap = (prototype: object, name: string, before: (self: unknown, parts: unknown[]) => void) => {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== 'function') return;
    Reflect.set(prototype, name, function (this: unknown, ...parts: unknown[]) {
      before(this, parts);
      return Reflect.apply(method, this, parts) as unknown;
    });
  };
  wrap(Worker.prototype, 'postMessage', (worker, parts) => {
    keep(parts[0]);
    // The first that it speaks to.
    if (!Reflect.has(window, 'engine')) Reflect.set(window, 'engine', worker);
  });
  const isHeard = new WeakSet<EventTarget>();
  wrap(EventTarget.prototype, 'addEventListener', (target) => {
    const speaks =
      target instanceof Worker || target instanceof BroadcastChannel || target instanceof MessagePort;
    if (!speaks || isHeard.has(target)) return;
    isHeard.add(target);
    target.addEventListener('message', (event) => keep((event as MessageEvent<unknown>).data));
  });
  for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
    wrap(SubtleCrypto.prototype, name, (_, parts) => keep(parts));
  }
}

/** All of it as text: bytes of buffers and files as latin1, keys as what they give out. */
export async function everythingHeard(): Promise<string> {
  const latin = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const pieces: string[] = [];
  const walk = async (value: unknown): Promise<void> => {
    if (typeof value === 'string') pieces.push(latin(new TextEncoder().encode(value)));
    else if (value instanceof Blob) await walk(await value.arrayBuffer());
    else if (value instanceof ArrayBuffer) pieces.push(latin(new Uint8Array(value)));
    else if (ArrayBuffer.isView(value)) await walk(value.buffer);
    else if (value instanceof CryptoKey)
      await walk(await crypto.subtle.exportKey('jwk', value).catch(() => null));
    else if (typeof value === 'object' && value)
      for (const [key, entry] of Object.entries(value)) {
        await walk(key);
        await walk(entry);
      }
  };
  await walk([...(Reflect.get(window, 'heard') as unknown[])]);
  return pieces.join('\n');
}
