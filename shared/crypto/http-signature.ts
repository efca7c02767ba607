/**
 * Requests signed by an identity: HTTP Message Signatures (RFC 9421) in one fixed profile, with the body's digest of
 * RFC 9530. For cards, successions, inboxes and upload permits alone; requests about shares carry the owner token, so
 * that nothing stored says who owns a share. Pure: the caller looks up keys and remembers nonces.
 * docs/format.md, "API authentication".
 */
import { base64 } from '@scure/base';
import { type Bytes, fromBase64Url, random, sha256, toBase64Url, utf8 } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { FINGERPRINT_SIZE } from './fingerprint.ts';
import type { Identity } from './identity.ts';
import { SIGNATURE, SIGNATURE_SIZE } from './key-card.ts';

const NONCE_SIZE = 16;
const TAG = 'sealdrop-api-v1';
/** A signature is good for so long, in seconds. */
const LIFETIME = 60;
/** So far a client's clock may be off, in seconds, in either direction. */
const CLOCK_TOLERANCE = 30;
const HEADER_MAX_CHARACTERS = 512;

/** The headers of a signed request. */
export interface SignatureHeaders {
  readonly 'content-digest'?: string;
  readonly 'signature-input': string;
  readonly signature: string;
}

export interface UnsignedRequest {
  /** In capitals. */
  readonly method: string;
  /** The whole address as configured and sent: origin, path and query. */
  readonly targetUri: string;
  /** Null and empty are the same: no body. */
  readonly body: Bytes | null;
}

export interface RequestToSign extends UnsignedRequest {
  readonly identity: Identity;
  /** Unix seconds, by the server's clock where it is known. */
  readonly now: number;
}

export interface RequestToVerify extends UnsignedRequest {
  /** The value of a header by its name in lower case; nothing where it is not there. */
  readonly header: (name: keyof SignatureHeaders) => string | null | undefined;
  /** The signing key of the card with this fingerprint (32 bytes), or null where there is none. */
  readonly verifyKey: (fingerprint: Bytes) => Promise<CryptoKey | null>;
  /** Unix seconds. */
  readonly now: number;
}

export interface RequestSigner {
  /** 32 bytes. */
  readonly fingerprint: Bytes;
  /** 16 bytes: good for one request with this fingerprint. */
  readonly nonce: Bytes;
  /** Unix seconds after which the nonce may be forgotten, for the signature is refused by then. */
  readonly forgetAfter: number;
}

/** What the signature says about itself. */
interface Parameters {
  readonly created: number;
  readonly expires: number;
  readonly nonce: Bytes;
  readonly fingerprint: Bytes;
}

/** The headers to send along with the request. */
export async function signRequest(request: RequestToSign): Promise<SignatureHeaders> {
  const { identity, now } = request;
  const parameters = {
    created: now,
    expires: now + LIFETIME,
    nonce: random(NONCE_SIZE),
    fingerprint: identity.fingerprint,
  };
  const digest = await contentDigest(request.body);
  const input = signatureInput(parameters, digest !== null);
  const base = signatureBase(request, digest, input);
  const signature = new Uint8Array(await crypto.subtle.sign(SIGNATURE, identity.signing.privateKey, base));
  return {
    ...(digest === null ? {} : { 'content-digest': digest }),
    'signature-input': `s=${input}`,
    signature: `s=:${base64.encode(signature)}:`,
  };
}

/**
 * Who signed a request. Throws wrong-signature where headers, digest, key or signature do not hold, clock-wrong where
 * only the time does not. The caller refuses a nonce that it has seen with this fingerprint.
 */
export async function verifyRequest(request: RequestToVerify): Promise<RequestSigner> {
  const { header, now } = request;
  const digest = await contentDigest(request.body);
  if ((header('content-digest') ?? null) !== digest) throw new SealdropError('wrong-signature');
  const { input, parameters } = parseInput(header('signature-input') ?? '', digest !== null);
  const signature = parseSignature(header('signature') ?? '');

  const { created, expires, fingerprint, nonce } = parameters;
  const key = await request.verifyKey(fingerprint);
  const base = signatureBase(request, digest, input);
  if (!key || !(await crypto.subtle.verify(SIGNATURE, key, signature, base))) {
    throw new SealdropError('wrong-signature');
  }
  if (created > now + CLOCK_TOLERANCE || expires < now - CLOCK_TOLERANCE)
    throw new SealdropError('clock-wrong');
  return { fingerprint, nonce, forgetAfter: expires + CLOCK_TOLERANCE };
}

/** Covered components and parameters, in the one spelling. */
function signatureInput({ created, expires, nonce, fingerprint }: Parameters, hasBody: boolean): string {
  const components = hasBody ? '"@method" "@target-uri" "content-digest"' : '"@method" "@target-uri"';
  const id = toBase64Url(fingerprint);
  return `(${components});created=${created};expires=${expires};nonce="${toBase64Url(nonce)}";keyid="${id}";tag="${TAG}"`;
}

/** RFC 9421, section 2.5: a line for each component, and the parameters last, without a line break at the end. */
function signatureBase({ method, targetUri }: UnsignedRequest, digest: string | null, input: string): Bytes {
  return utf8(
    [
      `"@method": ${method}`,
      `"@target-uri": ${targetUri}`,
      ...(digest === null ? [] : [`"content-digest": ${digest}`]),
      `"@signature-params": ${input}`,
    ].join('\n'),
  );
}

/** RFC 9530, or null for no body. */
async function contentDigest(body: Bytes | null): Promise<string | null> {
  return body && body.length > 0 ? `sha-256=:${base64.encode(await sha256(body))}:` : null;
}

/** Only the one spelling is taken, so that two readers cannot disagree about what was signed. */
function parseInput(header: string, hasBody: boolean): { input: string; parameters: Parameters } {
  const found =
    header.length <= HEADER_MAX_CHARACTERS
      ? /;created=(\d{1,13});expires=(\d{1,13});nonce="([\w-]{22})";keyid="([\w-]{43})";/.exec(header)
      : null;
  const [, created, expires, nonceText = '', keyId = ''] = found ?? [];
  const [nonce, fingerprint] = [fromBase64Url(nonceText), fromBase64Url(keyId)];
  if (nonce?.length !== NONCE_SIZE || fingerprint?.length !== FINGERPRINT_SIZE) {
    throw new SealdropError('wrong-signature');
  }
  const parameters = { created: Number(created), expires: Number(expires), nonce, fingerprint };
  const lifetime = parameters.expires - parameters.created;
  const input = signatureInput(parameters, hasBody);
  if (header !== `s=${input}` || lifetime < 1 || lifetime > LIFETIME)
    throw new SealdropError('wrong-signature');
  return { input, parameters };
}

function parseSignature(header: string): Bytes {
  const text = header.length <= HEADER_MAX_CHARACTERS ? (/^s=:([\w+/]{128}):$/.exec(header)?.[1] ?? '') : '';
  try {
    const signature = new Uint8Array(base64.decode(text));
    if (signature.length === SIGNATURE_SIZE) return signature;
  } catch {
    // An underscore, which no base64 has.
  }
  throw new SealdropError('wrong-signature');
}
