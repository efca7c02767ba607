/** One plain PUT, with nothing around it that tries again. */
import type { Bytes } from '../../shared/bytes.ts';

/** The share that parts go to. base64url. */
export interface ShareGo {
  readonly id: string;
  readonly token: string;
}

export interface PartUrl {
  readonly url: string;
  readonly headers: Record<string, string>;
}

/** Answers the ETag. */
export async function putPart({ url, headers }: PartUrl, bytes: Bytes): Promise<string> {
  const target = new URL(url, location.origin);
  const response = await fetch(target, { method: 'PUT', headers, body: bytes, cache: 'no-store' });
  const etag = response.headers.get('etag');
  if (!response.ok || !etag) throw new Error(`PUT: ${response.status}`);
  await response.arrayBuffer();
  return etag;
}
