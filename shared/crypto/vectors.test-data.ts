/**
 * The test vectors of docs/format.md as the tests read them: made by scripts/make-vectors.py, an implementation that
 * shares no code with this one. Byte strings are hex. For tests alone.
 */
import { type Bytes, fromHex } from '../bytes.ts';
import type { ErrorCode } from '../errors.ts';
import text from './vectors.json?raw';

interface Context {
  readonly suite: 1 | 2;
  readonly shareId: string;
  readonly epoch: number;
}

export interface ShareVector {
  readonly name: string;
  readonly shareId: string;
  readonly link: string;
  readonly fragment: string;
  readonly passphrase: string | null;
  readonly header: string;
  readonly manifest: string;
  readonly body: string;
  readonly note: string;
  readonly files: readonly { path: string; size: number; sha256: string }[];
  readonly sender: { name: string; fingerprint: string; sigPrivate: string; encPrivate: string };
  readonly expect: Readonly<Record<'linkSecret' | 's' | 'access' | 'token' | 'r' | 'coreSha256', string>> & {
    epoch: number;
    rev: number;
    created: number;
  };
}

export interface BodyVector {
  readonly name: string;
  readonly shareId: string;
  readonly bodyKey: string;
  readonly bodyHeader: string;
  readonly bodySize: number;
  readonly digests: string;
  readonly segmentIvs: readonly string[];
  readonly objectSha256: string;
  readonly object?: string;
  readonly files: readonly { path: string; size: number; seed: number; sha256: string }[];
}

interface BackupVector {
  readonly passphrase: string;
  readonly salt: string;
  readonly argon: string;
  readonly file: string;
}

interface PemVector {
  readonly why: string;
  readonly pem: string;
  readonly passphrase: string | null;
}

export interface RequestVector {
  readonly why: string;
  readonly method: string;
  readonly targetUri: string;
  readonly body: string;
  readonly now: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** A share without a link. `refused` are headers for the first recipient. */
export interface PeopleVector {
  readonly name: string;
  readonly deliver: 0 | 1;
  readonly shareId: string;
  readonly recipients: readonly string[];
  readonly header: string;
  readonly manifest: string;
  readonly body: string;
  readonly note: string;
  readonly s: string;
  readonly files: readonly { path: string; size: number; sha256: string }[];
  readonly sender: { name: string; fingerprint: string };
  readonly ownerBox: {
    owner: string;
    token: string;
    r: string;
    s: string;
    link: null;
    people: readonly string[];
  };
  readonly refused: readonly { why: string; code: ErrorCode; header: string }[];
}

export interface Vectors {
  readonly labels: readonly string[];
  readonly padme: readonly (readonly [number, number])[];
  readonly geometry: {
    fits: readonly Record<
      'bodySize' | 'paddedSize' | 'segments' | 'partSegments' | 'parts' | 'objectSize',
      number
    >[];
    tooLarge: readonly number[];
  };
  readonly cbor: { accept: readonly string[]; reject: readonly { hex: string; why: string }[] };
  readonly floe: readonly {
    name: string;
    segmentLength: number;
    rotationMask: number;
    key: string;
    aad: string;
    plaintext: string;
    header: string;
    segments: readonly string[];
  }[];
  readonly fingerprint: readonly {
    sig: string;
    enc: string;
    pq: string | null;
    fingerprint: string;
    digits: string;
    base64url: string;
  }[];
  readonly card: {
    identities: readonly {
      identity: string;
      name: string;
      created: number;
      card: string;
      fingerprint: string;
      sigPrivate: string;
      encPrivate: string;
    }[];
    accept: readonly { why: string; card: string }[];
    reject: readonly { why: string; code: ErrorCode; card: string }[];
  };
  readonly shareId: readonly Record<
    'fingerprint' | 'r' | 'token' | 'tokenHash' | 'ownerCommit' | 'shareId',
    string
  >[];
  readonly keySchedule: readonly (Context &
    Record<'s' | 'commit' | 'headerMac' | 'manifestKey' | 'proofKey' | 'access', string>)[];
  readonly stanzaLink: Context & { s: string; linkSecret: string; stanza: string };
  readonly stanzaLinkPassphrase: Context & {
    s: string;
    linkSecret: string;
    passphrase: string;
    argon: string;
    stanza: string;
  };
  readonly stanzaPerson: Context & { s: string; recipient: string; stanza: string };
  readonly backup: {
    identity: string;
    file: BackupVector;
    compact: BackupVector & { text: string };
    refused: readonly { why: string; code: ErrorCode; file: string; passphrase: string }[];
    refusedTexts: readonly { why: string; code: ErrorCode; text: string }[];
  };
  readonly pem: {
    pkcs8: string;
    spki: string;
    publicPem: string;
    accept: readonly PemVector[];
    optional: readonly PemVector[];
    reject: readonly (PemVector & { code: ErrorCode })[];
  };
  readonly succession: {
    old: string;
    new: string;
    created: number;
    succession: string;
    refused: readonly { why: string; code: ErrorCode; old: string; new: string; succession: string }[];
  };
  readonly requestLink: {
    ok: readonly { fingerprint: string; token: string; fragment: string; path: string }[];
    refused: readonly { fingerprint: string; fragment: string; why: string; code: ErrorCode }[];
  };
  readonly requestBox: readonly { owner: string; token: string; name: string; box: string }[];
  readonly httpSignature: {
    signer: string;
    accept: readonly (RequestVector & { nonce: string; base: string })[];
    refused: readonly (RequestVector & { code: ErrorCode })[];
  };
  readonly people: readonly PeopleVector[];
  readonly ownerBox: readonly (Context & {
    share: string;
    stanzas: number;
    contents: { token: string; r: string; s: string; link: string | null; argon: [string, string] | null };
    enc: string;
    ct: string;
  })[];
  readonly body: readonly BodyVector[];
  readonly link: {
    ok: readonly { shareId: string; linkSecret: string; fragment: string; path: string }[];
    refused: readonly { shareId: string; fragment: string; why: string; code: ErrorCode }[];
  };
  readonly paths: {
    accept: readonly string[];
    reject: readonly { path: string; why: string }[];
    acceptSets: readonly (readonly string[])[];
    rejectSets: readonly { paths: readonly string[]; why: string }[];
  };
  readonly passphrase: readonly { passphrase: string; salt: string; output: string }[];
  readonly shares: readonly ShareVector[];
  readonly refused: readonly {
    share: string;
    what: string;
    code: ErrorCode;
    header: string | null;
    fragment: string | null;
    passphrase: string | null;
  }[];
}

export const vectors = JSON.parse(text) as Vectors;

/** An identity of the vectors by its name there. */
export function identityVector(name: string): Vectors['card']['identities'][number] {
  const found = vectors.card.identities.find(({ identity }) => identity === name);
  if (!found) throw new Error(`no identity ${name}`);
  return found;
}

/** The context that a vector names. */
export function contextOf({ suite, shareId, epoch }: Context): { suite: 1 | 2; id: Bytes; epoch: number } {
  return { suite, id: fromHex(shareId), epoch };
}
