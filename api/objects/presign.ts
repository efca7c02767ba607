/**
 * Presigned URLs of a bucket: Signature Version 4 in the query, by the SDK's presigner. It is given the request itself, the
 * same that the SDK makes of a command (presign.test.ts): to run each command through all of the SDK's middleware, and to
 * ask it each time where the bucket is, takes several times as long as to sign.
 */
import type { S3Client } from '@aws-sdk/client-s3';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { checkedKey } from './url-signature.ts';

/** What a URL lets somebody do. */
export interface S3Right {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  /** Seconds that it lives. */
  readonly expiresIn: number;
  /** Beside those of the signature. */
  readonly query: Readonly<Record<string, string>>;
  /** Headers that the request must bring as they are, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes a URL at a time in Unix seconds. Throws what the SDK throws where there are no credentials. */
export type Presigner = (right: S3Right, now: number) => Promise<string>;

/** `source` is where the bucket's objects are: an origin, or one with a folder that ends with a slash. */
export function openPresigner({
  client,
  region,
  source,
}: {
  client: S3Client;
  region: string;
  source: string;
}): Presigner {
  const { origin, protocol, hostname, port, pathname } = new URL(source);
  const place = { protocol, hostname, ...(port === '' ? {} : { port: Number(port) }) };
  const presigner = new S3RequestPresigner({
    region,
    credentials: () => client.config.credentials(),
    sha256: client.config.sha256,
  });
  return async ({ method, key, expiresIn, query, headers }, now) => {
    const path = pathname + checkedKey(key);
    const request = { ...place, method, path, query: { ...query }, headers: { ...headers } };
    const signed = await presigner.presign(request, {
      expiresIn,
      signingDate: new Date(now * 1000),
      // In the query nobody would check them.
      unhoistableHeaders: new Set(Object.keys(headers)),
    });
    return `${origin}${path}?${queryOf(signed.query ?? {})}`;
  };
}

/** In the order of names, as it is signed. */
function queryOf(fields: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.map(([name, value]) => `${name}=${escaped(String(value))}`).join('&');
}

/** All but letters, digits and "-._~", which encodeURIComponent leaves alone too, and five more. */
function escaped(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
