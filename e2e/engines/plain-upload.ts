/**
 * The best plain upload that the same page could make: bytes that lie in memory, put as parts to presigned URLs of the
 * same API, some at once. Every part is hashed, for its URL is bound to its digest; while one part of a lane is on its
 * way, the next is hashed and given its URL. Encrypted before, it is what the browser alone can do of the product's work, with no
 * file to be read and no line of the product.
 */
import { bodyGeometry, storedPart } from '../../shared/crypto/body.ts';
import { MANIFEST_SEALED_MIN } from '../../shared/crypto/manifest-size.ts';
import type { PageDriver } from './engine-browser.ts';
import { call } from './finder.ts';
import { evaluateLong } from './page-steps.ts';

interface Plan {
  /** Bytes of each part. */
  readonly parts: readonly number[];
  readonly manifestSize: number;
  readonly connections: number;
  /** Whether parts go through AES-256-GCM in their place, 256 KiB a call. */
  readonly encrypts: boolean;
}

/** Runs in the page. Milliseconds from create to complete; the share is deleted afterwards. */
async function uploadThere({ parts, manifestSize, connections, encrypts }: Plan): Promise<number> {
  const base64Url = (bytes: Uint8Array) =>
    btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const noise = random(65_536);
  const bodies = parts.map((size) => {
    const body = new Uint8Array(size);
    for (let at = 0; at < size; at += noise.length) body.set(noise.subarray(0, size - at), at);
    body.set(random(Math.min(size, 16)));
    return body;
  });
  const token = base64Url(random(32));
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);

  async function encrypt(body: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let at = 0; at < body.length; at += 262_144) {
      const plain = body.subarray(at, at + 262_144);
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: random(12) }, key, plain);
      plain.set(new Uint8Array(sealed, 0, plain.length));
    }
  }

  async function ask(method: string, path: string, body: object | null): Promise<Response> {
    const response = await fetch(path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
      cache: 'no-store',
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  const started = performance.now();
  const created = await ask('POST', '/api/shares', {
    ownerCommit: base64Url(random(32)),
    token,
    bodySize: parts.reduce((sum, size) => sum + size, 0),
    manifestSize,
    lifetime: 3_600,
    limit: null,
    deliverTo: null,
  });
  const { id } = (await created.json()) as { id: string };

  async function prepare(index: number) {
    const bytes = bodies[index] as Uint8Array<ArrayBuffer>;
    if (encrypts) await encrypt(bytes);
    const sha256 = base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
    const part = { number: index + 1, size: bytes.length, sha256 };
    const answer = await ask('POST', `/api/shares/${id}/parts`, { parts: [part] });
    const signed = (await answer.json()) as { parts: { url: string; headers: Record<string, string> }[] };
    return { number: part.number, sha256, bytes, ...signed.parts[0] };
  }

  const sent: { number: number; sha256: string; etag: string }[] = [];
  const queue = bodies.keys();
  const next = () => {
    const { done, value } = queue.next();
    if (done) return null;
    const coming = prepare(value);
    // Whoever waits for it throws it; until then it is nobody's.
    coming.catch(() => undefined);
    return coming;
  };
  async function lane(): Promise<void> {
    for (let coming = next(); coming; ) {
      const { number, sha256, bytes, url = '', headers = {} } = await coming;
      coming = next();
      const response = await fetch(url, { method: 'PUT', headers, body: bytes, cache: 'no-store' });
      await response.arrayBuffer();
      const etag = response.headers.get('etag');
      if (!response.ok || !etag) throw new Error(`PUT of part ${number}: ${response.status}`);
      sent.push({ number, sha256, etag });
    }
  }
  await Promise.all(Array.from({ length: connections }, lane));
  sent.sort((a, b) => a.number - b.number);
  await ask('POST', `/api/shares/${id}/complete`, { parts: sent });
  const milliseconds = performance.now() - started;
  await ask('DELETE', `/api/shares/${id}`, null);
  return milliseconds;
}

/** Uploads as many bytes as a share of `size` bytes stores. Milliseconds. The page must be of the server's origin. */
export async function plainUpload(
  page: PageDriver,
  { size, timeout, ...shape }: Pick<Plan, 'connections' | 'encrypts'> & { size: number; timeout: number },
): Promise<number> {
  const geometry = bodyGeometry(size);
  const parts = Array.from({ length: geometry.parts }, (_, index) => storedPart(geometry, index).size);
  const plan: Plan = { parts, manifestSize: MANIFEST_SEALED_MIN, ...shape };
  return Number(await evaluateLong(page, call(uploadThere, plan), timeout));
}
