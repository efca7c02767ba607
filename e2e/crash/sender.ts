/**
 * A sender without a browser: the product's own client, sealing, sending and trying again, put together as the page's
 * worker does it, and a memory of everything that the server has ever acknowledged.
 */
import { createHash } from 'node:crypto';
import { type Bytes, random, sha256, toHex } from '../../shared/bytes.ts';
import { createClient, type Fetch, type NewShare, type SentPart } from '../../shared/client.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { type Identity, oneOffIdentity } from '../../shared/crypto/identity.ts';
import { epochKeys } from '../../shared/crypto/key-schedule.ts';
import { type Manifest, sealedManifestSize, sealManifest } from '../../shared/crypto/manifest.ts';
import { sealHeader } from '../../shared/crypto/seal-header.ts';
import { ownerCommitOf, shareIdOf } from '../../shared/crypto/share-id.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import { NOTE_MAX } from '../../shared/limits.ts';
import { partSealer, partSender, partSource } from '../../shared/transfer/part-sender.ts';
import { type RetryPorts, retrying } from '../../shared/transfer/retry.ts';
import { newBody } from '../../shared/transfer/sealed-part.ts';
import { sendBody } from '../../shared/transfer/send.ts';
import { putBytes } from '../../shared/transfer/store-http.ts';
import { contents } from '../contents.ts';

const LIFETIME = 86_400;
/** Milliseconds before the first new try; the page waits ten times as long. */
const BASE_PAUSE = 50;

/** How far a sender has come, by what it has been told: each word means that the step before was acknowledged. */
export type Phase = 'creating' | 'sending' | 'completing' | 'publishing' | 'ready';

export interface Issue {
  readonly sealed: Bytes;
  readonly header: Bytes;
  readonly accessHash: Bytes;
  readonly replaces: Bytes | null;
}

export interface SenderOptions {
  readonly origin: string;
  /** Bytes of its one file, whose contents the name determines. */
  readonly size: number;
  readonly name: string;
  readonly fetch: Fetch;
  readonly limit?: number;
  /** Seconds; a day where nothing is said. */
  readonly lifetime?: number;
  readonly signal?: AbortSignal;
}

export class Sender {
  readonly id: Bytes;
  readonly token: Bytes;
  readonly linkSecret = random(32);
  readonly geometry;
  readonly client;
  readonly options: SenderOptions;
  phase: Phase = 'creating';
  /** What the store has acknowledged, by number of part. */
  readonly acknowledged = new Map<number, { readonly size: number; readonly etag: string }>();
  /** Numbers of parts that were sent although they had been acknowledged. */
  readonly sentAgain: number[] = [];
  /** What complete names; empty until the body is sent. */
  parts: readonly SentPart[] = [];

  readonly #identity: Identity;
  readonly #r: Bytes;
  readonly #secrets = new Map<number, Bytes>();
  readonly #retry: RetryPorts;
  readonly #signal: AbortSignal;
  #manifest: Manifest | null = null;

  static async prepare(options: SenderOptions): Promise<Sender> {
    const identity = await oneOffIdentity(now());
    const r = random(16);
    const token = random(32);
    const ownerCommit = await ownerCommitOf(identity.fingerprint, r);
    const id = await shareIdOf(ownerCommit, await sha256(token));
    return new Sender(options, { identity, r, token, id });
  }

  private constructor(
    options: SenderOptions,
    made: { identity: Identity; r: Bytes; token: Bytes; id: Bytes },
  ) {
    this.options = options;
    this.id = made.id;
    this.token = made.token;
    this.geometry = bodyGeometry(options.size);
    this.client = createClient(options.origin, options.fetch);
    this.#identity = made.identity;
    this.#r = made.r;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#retry = {
      signal: this.#signal,
      basePause: BASE_PAUSE,
      onReconnecting: () => undefined,
    };
  }

  /** From create to ready, through whatever happens to the server. */
  async run(): Promise<void> {
    await this.create();
    await this.sendBody();
    await this.complete();
    await this.publish();
  }

  async create(): Promise<void> {
    const share = await this.newShare();
    await this.#trying(() => this.client.create(share, this.#signal));
    this.phase = 'sending';
  }

  /** What create asks for. */
  async newShare(): Promise<NewShare> {
    return {
      ownerCommit: await ownerCommitOf(this.#identity.fingerprint, this.#r),
      token: this.token,
      bodySize: this.geometry.objectSize,
      manifestSize: sealedManifestSize({ ...this.#description, note: 'x'.repeat(NOTE_MAX) }),
      lifetime: this.options.lifetime ?? LIFETIME,
      limit: this.options.limit ?? null,
    };
  }

  async sendBody(): Promise<void> {
    const bodyKey = random(32);
    const { bodyHeader, body } = await newBody(bodyKey, this.id, this.geometry);
    const source = partSource(this.geometry, async (target, offset) => {
      target.set(contents(this.options.name, offset, target.length));
      return target;
    });
    const sealer = partSealer(body, (part) => this.#putPart(part));
    const digests = await sendBody(this.geometry, {
      parts: partSender(source, sealer),
      // What complete is told comes in a step of its own, which tests interrupt.
      complete: async (sent) => {
        this.parts = sent;
      },
      signal: this.#signal,
      admit: async () => undefined,
      onSent: () => undefined,
    });
    this.#manifest = { bodyKey, bodyHeader, digests, note: '', ...this.#description };
    this.phase = 'completing';
  }

  #putPart(part: { number: number; bytes: Bytes; sha256: Bytes }): Promise<string> {
    const { number, bytes } = part;
    if (this.acknowledged.has(number)) this.sentAgain.push(number);
    return this.#trying(async () => {
      const wanted = { number, size: bytes.length, sha256: part.sha256 };
      const { parts } = await this.client.presignParts(this.id, this.token, [wanted], this.#signal);
      const [first] = parts;
      if (!first) throw new SealdropError('unexpected');
      const { number: _, ...url } = first;
      const etag = await putBytes(this.options.fetch, url, bytes, { signal: this.#signal }).catch(
        async (error: unknown) => {
          // After a refusal the API says whether the share still takes parts, or what is wrong with the store.
          if (hasCode(error, 'url-refused')) await this.client.owner(this.id, this.token, this.#signal);
          throw error;
        },
      );
      this.acknowledged.set(number, { size: bytes.length, etag });
      return etag;
    });
  }

  /** One completion alone is right: parts that the store does not hold as it acknowledged them are a failure. */
  async complete(): Promise<void> {
    await this.#trying(() => this.client.complete(this.id, this.token, this.parts, this.#signal));
    this.phase = 'publishing';
  }

  async publish(): Promise<void> {
    const issue = async () => await this.issue({ epoch: 1, note: '', replaces: null });
    try {
      await this.put(await issue());
    } catch (error) {
      // The manifest was swept before its header came: as the page does, with another one.
      if (!hasCode(error, 'wrong-state')) throw error;
      await this.put(await issue());
    }
    this.phase = 'ready';
  }

  /** Manifest and header of an epoch, as any device of the owner could make them. */
  async issue(wanted: { epoch: number; note: string; replaces: Bytes | null }): Promise<Issue> {
    if (!this.#manifest) throw new Error('the body was not sent');
    const secret = random(32);
    const context = { suite: 1, id: this.id, epoch: wanted.epoch } as const;
    const { manifestKey } = await epochKeys(secret, context);
    const sealed = await sealManifest({ ...this.#manifest, note: wanted.note }, manifestKey, context);
    const issued = await sealHeader({
      context,
      rev: 1,
      created: CREATED,
      secret,
      identity: this.#identity,
      token: this.token,
      r: this.#r,
      manifest: { hash: await sha256(sealed), size: sealed.length },
      link: { secret: this.linkSecret, passphrase: null },
      people: [],
      deliver: 0,
    });
    this.#secrets.set(wanted.epoch, secret);
    return { ...issued, sealed, replaces: wanted.replaces };
  }

  /** Puts manifest and header; the same bytes until it is known that they stand. */
  async put(issue: Issue): Promise<void> {
    await this.putManifest(issue);
    await this.#trying(() => this.client.putHeader(this.id, this.token, issue, this.#signal));
  }

  async putManifest({ sealed }: Issue): Promise<void> {
    const reference = { hash: await sha256(sealed), size: sealed.length };
    await this.#trying(async () => {
      const url = await this.client.presignManifest(this.id, this.token, reference, this.#signal);
      await putBytes(this.options.fetch, url, sealed, { signal: this.#signal });
    });
  }

  async revoke(): Promise<void> {
    await this.#trying(() => this.client.revoke(this.id, this.token, this.#signal));
  }

  /** What a reader of the epoch would show to the server. */
  async access(epoch: number): Promise<Bytes> {
    const secret = this.#secrets.get(epoch) ?? random(32);
    return (await epochKeys(secret, { suite: 1, id: this.id, epoch })).access;
  }

  /** SHA-256 of its file, in hex. */
  digest(): string {
    const hash = createHash('sha256');
    for (let at = 0; at < this.options.size; at += PIECE) {
      hash.update(contents(this.options.name, at, Math.min(PIECE, this.options.size - at)));
    }
    return hash.digest('hex');
  }

  /** The share's folder or prefix in the store. */
  get prefix(): string {
    return toHex(this.id);
  }

  get #description() {
    const { name: path, size } = this.options;
    return { geometry: this.geometry, files: [{ path, size, type: '', modified: null }] };
  }

  #trying<T>(work: () => Promise<T>): Promise<T> {
    return retrying(work, this.#retry);
  }
}

const PIECE = 4_194_304;
const CREATED = now();

function now(): number {
  return Math.floor(Date.now() / 1000);
}
