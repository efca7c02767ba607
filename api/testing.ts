/**
 * What the tests of the API share: a server on a real database and disk in a temporary folder with a clock that the
 * test moves, and a person who makes shares by the contract. Headers are of the right shape, their crypto is random.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bytes, concat, random, sha256, toBase64Url } from '../shared/bytes.ts';
import { bodyGeometry, objectGeometry, storedPart } from '../shared/crypto/body.ts';
import { encodeCore, encodeHeader, type HeaderCore } from '../shared/crypto/header.ts';
import { MANIFEST_SEALED_MIN } from '../shared/crypto/manifest-size.ts';
import { shareIdOf } from '../shared/crypto/share-id.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/open.ts';
import type { Dependencies } from './dependencies.ts';
import { createLog } from './log.ts';
import { openDiskStore } from './objects/disk.ts';
import { openRateLimits } from './rate-limits.ts';
import { openRecordKeys } from './sealing/open-keys.ts';
import { testDatabase } from './testing-database.ts';

/** A body of the smallest stored size, which is one part. */
export const SMALL_BODY = 4_128;

/** Whatever answers requests of the API. */
export interface Reachable {
  request(path: string, init?: RequestInit): Promise<Response>;
  /** A JSON request; `token` is sent as the bearer token. */
  call(method: string, path: string, options?: { token?: Bytes; json?: unknown }): Promise<Answer>;
}

export interface TestServer extends Reachable {
  readonly deps: Dependencies;
  readonly folder: string;
  readonly clock: { now: number };
  /** What was logged, a line each. */
  readonly lines: string[];
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: AnswerBody;
}

/** Whatever an answer may hold; a test that reads a field expects it to be there. */
export interface AnswerBody {
  readonly id: string;
  readonly url: string;
  readonly parts: readonly { readonly number: number; readonly url: string }[];
  readonly state: string;
  readonly received: number;
  readonly exhausted: boolean;
  readonly downloads: number;
  readonly limit: number | null;
  readonly error: { readonly code: string };
}

export async function testServer(config: Partial<Config> = {}): Promise<TestServer> {
  const folder = config.dataDir ?? (await mkdtemp(join(tmpdir(), 'sealdrop-api-')));
  const clock = { now: 1_800_000_000 };
  const lines: string[] = [];
  const now = () => clock.now;
  const { place, url, remove } = await testDatabase(folder);
  const all: Config = {
    port: 8787,
    host: '127.0.0.1',
    metrics: null,
    shutdownSeconds: 30,
    dataDir: folder,
    databaseUrl: url,
    fileKey: null,
    previousFileKey: null,
    publicOrigin: 'http://localhost:8787',
    s3: null,
    maxShareBytes: 1e9,
    maxStoreBytes: Number.MAX_SAFE_INTEGER,
    maxDayBytes: Number.MAX_SAFE_INTEGER,
    maxDayShares: Number.MAX_SAFE_INTEGER,
    maxMinute: { shares: 0, openings: 0, lookups: 0, signed: 0 },
    trustedProxies: 0,
    uploads: { kind: 'anyone' },
    requestLinks: true,
    maxExpirySeconds: 366 * 86_400,
    maxUploadSeconds: 7 * 86_400,
    inboxRetentionSeconds: 366 * 86_400,
    inboxMaxNew: 500,
    inboxMaxUnfinished: 50,
    inboxMaxBytes: 1e9,
    transferPace: 1,
    logLevel: 'info',
    ...config,
  };
  const { database, records } = await openDatabase(place, (used) => openRecordKeys(all, used));
  const objects = await openDiskStore({ folder: join(folder, 'objects'), secrets: records.urlSecrets, now });
  const log = createLog('info', (line) => lines.push(line));
  const rates = openRateLimits({ config: all, database, log, records });
  const deps: Dependencies = { database, records, objects, rates, config: all, now, log };
  const app = createApp({ ...deps, web: null });
  const request = async (path: string, init?: RequestInit) => await app.request(path, init);
  return {
    deps,
    folder,
    clock,
    lines,
    ...reachable(request),
    async close() {
      await database.destroy();
      await remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** JSON requests by `request`. */
export function reachable(request: Reachable['request']): Reachable {
  return {
    request,
    async call(method, path, { token, json } = {}) {
      const headers: Record<string, string> = {};
      if (token) headers['authorization'] = `Bearer ${toBase64Url(token)}`;
      if (json !== undefined) headers['content-type'] = 'application/json';
      const body = json === undefined ? null : JSON.stringify(json);
      const response = await request(path, { method, headers, body });
      const text = await response.text();
      return { status: response.status, body: JSON.parse(text === '' ? '{}' : text) };
    },
  };
}

export function digest(bytes: Uint8Array): Bytes {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/** PUTs bytes to a presigned URL of the disk store. */
export async function putObject(server: Reachable, url: string, bytes: Bytes): Promise<Response> {
  return await server.request(url, {
    method: 'PUT',
    headers: { 'content-length': String(bytes.length) },
    body: bytes,
  });
}

/** A sender's side of one share. */
export class TestShare {
  readonly server: Reachable;
  readonly ownerCommit = random(32);
  readonly token = random(32);
  readonly access = random(32);
  readonly body: Bytes;
  readonly manifest = random(MANIFEST_SEALED_MIN);
  id: Bytes = new Uint8Array(16);
  path = '';

  /** With files of `contentSize` bytes together. */
  constructor(server: Reachable, contentSize: number = 0) {
    this.server = server;
    this.body = random(bodyGeometry(contentSize).objectSize);
  }

  get createJson(): Readonly<Record<string, unknown>> {
    return {
      ownerCommit: toBase64Url(this.ownerCommit),
      token: toBase64Url(this.token),
      bodySize: this.body.length,
      manifestSize: this.manifest.length,
      lifetime: 3_600,
      limit: null,
      deliverTo: null,
    };
  }

  async create(changes: Readonly<Record<string, unknown>> = {}): Promise<Answer> {
    this.id = await shareIdOf(this.ownerCommit, await sha256(this.token));
    this.path = `/api/shares/${toBase64Url(this.id)}`;
    return await this.server.call('POST', '/api/shares', { json: { ...this.createJson, ...changes } });
  }

  /** A call with the owner token. */
  async own(method: string, path: string, json?: unknown): Promise<Answer> {
    return await this.server.call(method, this.path + path, { token: this.token, json });
  }

  /** The bytes of part `number`, from 1. */
  part(number: number): Bytes {
    const { offset, size } = storedPart(objectGeometry(this.body.length), number - 1);
    return this.body.slice(offset, offset + size);
  }

  /** The parts of the body as the contract names them. */
  parts(): { number: number; size: number; sha256: string }[] {
    return Array.from({ length: objectGeometry(this.body.length).parts }, (_, index) => {
      const bytes = this.part(index + 1);
      return { number: index + 1, size: bytes.length, sha256: toBase64Url(digest(bytes)) };
    });
  }

  /** Sends every part and answers what complete is to be told. */
  async upload(): Promise<{ number: number; sha256: string; etag: string }[]> {
    const sent = [];
    for (const part of this.parts()) {
      const { body } = await this.own('POST', '/parts', { parts: [part] });
      const response = await putObject(this.server, body.parts[0]?.url ?? '', this.part(part.number));
      sent.push({ number: part.number, sha256: part.sha256, etag: response.headers.get('etag') ?? '' });
    }
    return sent;
  }

  async complete(): Promise<Answer> {
    return await this.own('POST', '/complete', { parts: await this.upload() });
  }

  /** Announces and sends a manifest. */
  async sendManifest(manifest: Bytes = this.manifest): Promise<Response> {
    const json = { sha256: toBase64Url(digest(manifest)), size: manifest.length };
    const { body } = await this.own('POST', '/manifest', json);
    return await putObject(this.server, body.url, manifest);
  }

  /** The bytes of a header of the right shape. */
  header(changes: Partial<HeaderCore> = {}): Bytes {
    const core: HeaderCore = {
      v: 1,
      suite: 1,
      id: this.id,
      epoch: 1,
      rev: 1,
      created: 1_800_000_000,
      deliver: 0,
      commit: random(32),
      tokenHash: digest(this.token),
      manifest: digest(this.manifest),
      manifestSize: this.manifest.length,
      stanzas: [{ type: 3, salt: random(16), check: random(16), ct: random(48) }],
      ownerBox: { enc: random(97), ct: random(512 + 34 + 16) },
      ...changes,
    };
    return encodeHeader(encodeCore(core), random(800), random(32));
  }

  async putHeader(
    header: Bytes,
    { access = this.access, replaces = null }: { access?: Bytes; replaces?: Bytes | null } = {},
  ): Promise<Answer> {
    return await this.own('PUT', '/header', {
      header: toBase64Url(header),
      accessHash: toBase64Url(digest(access)),
      replaces: replaces && toBase64Url(digest(replaces)),
    });
  }

  /** Everything up to ready; answers the header. */
  async ready(changes: Readonly<Record<string, unknown>> = {}): Promise<Bytes> {
    await this.create(changes);
    await this.complete();
    await this.sendManifest();
    const header = this.header();
    await this.putHeader(header);
    return header;
  }

  /** Asks for the body as a reader with the access token. */
  async claim(grant: Bytes = random(16), access: Bytes = this.access): Promise<Answer> {
    const json = { grant: toBase64Url(grant) };
    return await this.server.call('POST', `${this.path}/body`, { token: access, json });
  }

  /** The state as anyone is told it. */
  async state(): Promise<unknown> {
    return (await this.server.call('GET', this.path)).body.state;
  }
}

/** Bytes at a presigned GET URL. */
export async function getObject(server: Reachable, url: string): Promise<Bytes> {
  return concat(new Uint8Array(await (await server.request(url)).arrayBuffer()));
}
