/**
 * The environment, parsed once. Every key has a default that is right for one person on one machine; a value that is
 * wrong ends the program with the key's name and what is wanted. docs/operations.md lists the keys.
 */
import * as v from 'valibot';
import type { Bytes } from '../shared/bytes.ts';
import { SEGMENT_PLAINTEXT } from '../shared/crypto/body.ts';
import { readFileKey } from '../shared/file-key.ts';
import { DAY, SEGMENTS_MAX } from '../shared/limits.ts';
import { PACE_MAX } from '../shared/paced-clock.ts';
import { readUploads, type Uploads, uploadKinds } from './upload-config.ts';

function wholeNumber(min: number, max: number) {
  const wanted = `a whole number from ${min} to ${max}`;
  return v.pipe(
    v.string(),
    v.regex(/^\d{1,16}$/, wanted),
    v.transform(Number),
    v.minValue(min, wanted),
    v.maxValue(max, wanted),
  );
}

function whole(min: number, max: number, preset: number) {
  return v.optional(wholeNumber(min, max), String(preset));
}

const logLevels = ['info', 'warn', 'error'] as const;
const addressings = ['virtual', 'path'] as const;
const checksums = ['sha256', 'none'] as const;
const transfers = ['direct', 'proxy'] as const;
const switches = ['on', 'off'] as const;
/** Above this a number of requests in a minute is no limit. */
const MINUTE_MAX = 1_000_000;

const fileKey = v.pipe(
  v.string(),
  v.rawTransform<string, Bytes>(({ dataset, addIssue, NEVER }) => {
    const key = readFileKey(dataset.value);
    if (key) return key;
    addIssue({ message: '32 bytes in standard base64, such as `openssl rand -base64 32` prints' });
    return NEVER;
  }),
);

const environmentSchema = v.object({
  /** Port to listen on. */
  PORT: whole(1, 65_535, 8787),
  /** Address to listen on. Loopback unless said otherwise: what faces the network is a decision. */
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('an address or host name')), '127.0.0.1'),
  /** Port for Prometheus, at METRICS_HOST; none without it. */
  METRICS_PORT: v.optional(wholeNumber(1, 65_535)),
  /** Address for Prometheus. */
  METRICS_HOST: v.optional(v.pipe(v.string(), v.nonEmpty('an address or host name')), '127.0.0.1'),
  /** Seconds that requests may go on after TERM. */
  SHUTDOWN_TIME: whole(1, 3_600, 30),
  /** Folder for database, objects and the key that signs the disk store's URLs. */
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('a folder')), './data'),
  /** The PostgreSQL database, as "postgres://user:password@host/name". Without one: a file in DATA_DIR. */
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.check(isPostgresUrl, 'a URL such as postgres://user:password@host/sealdrop')),
  ),
  /** The key that seals records: 32 bytes in standard base64. Without one: a file in DATA_DIR/keys. */
  FILE_KEY_BASE64: v.optional(fileKey),
  /** The key before, while it is being changed. */
  FILE_KEY_BASE64_PREVIOUS: v.optional(fileKey),
  /** Where people reach this server, as "https://files.example.org". Default: http://localhost:PORT. */
  PUBLIC_ORIGIN: v.optional(
    v.pipe(v.string(), v.check(isOrigin, 'an origin such as https://files.example.org, without a path')),
  ),
  /** Name of the S3 bucket that keeps the objects. Without one they lie in DATA_DIR. Keys to it: AWS_ACCESS_KEY_ID and the like. */
  S3_BUCKET: v.optional(
    v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket')),
  ),
  /** Where the S3 service answers, as "https://s3.example.org". Default: Amazon's, by S3_REGION. */
  S3_ENDPOINT: v.optional(
    v.pipe(v.string(), v.check(isOrigin, 'an origin such as https://s3.example.org, without a path')),
  ),
  /** The bucket's region. */
  S3_REGION: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/, 'a region such as eu-central-1'))),
  /** Whether the bucket's name stands in the host name or in the path. Default: virtual, but path for loopback and IP addresses. */
  S3_ADDRESSING: v.optional(v.picklist(addressings, `one of ${addressings.join(', ')}`)),
  /** The digest that presigned PUTs are bound to; none for stores that do not check one. `npm run doctor` finds out. */
  S3_CHECKSUM: v.optional(v.picklist(checksums, `one of ${checksums.join(', ')}`), 'sha256'),
  /** Whether browsers reach the bucket themselves, or all bytes go through this server. */
  TRANSFER: v.optional(v.picklist(transfers, `one of ${transfers.join(', ')}`), 'direct'),
  /** Bytes that one share's files may have together. */
  MAX_SHARE_BYTES: whole(1, SEGMENTS_MAX * SEGMENT_PLAINTEXT, 100e9),
  /** Bytes that all bodies may have together, as stored or on their way. */
  MAX_STORE_BYTES: whole(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  /** Bytes and shares that one address may send in a day (UTC), its deliveries among them. */
  MAX_DAY_BYTES: whole(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  MAX_DAY_SHARES: whole(1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  /** What one address may ask for in a minute: shares made, bodies opened, cards and request links looked up, signed requests. 0: anything. */
  MAX_MINUTE_SHARES: whole(0, MINUTE_MAX, 120),
  MAX_MINUTE_OPENINGS: whole(0, MINUTE_MAX, 600),
  MAX_MINUTE_LOOKUPS: whole(0, MINUTE_MAX, 600),
  MAX_MINUTE_SIGNED: whole(0, MINUTE_MAX, 600),
  /** Proxies in front of this server whose X-Forwarded-For is believed. */
  TRUST_PROXY: whole(0, 10, 0),
  /** Who may upload: anyone, the keys of UPLOAD_FINGERPRINTS, or whoever has UPLOAD_TOKEN. */
  UPLOADS: v.optional(v.picklist(uploadKinds, `one of ${uploadKinds.join(', ')}`), 'anyone'),
  /** Fingerprints as Settings shows them, eight groups of five digits, or as contact links hold them; a comma between two. */
  UPLOAD_FINGERPRINTS: v.optional(v.string()),
  /** What whoever uploads has to know. */
  UPLOAD_TOKEN: v.optional(v.string()),
  /** Whether request links are made, and deliveries taken. */
  REQUEST_LINKS: v.optional(v.picklist(switches, `one of ${switches.join(', ')}`), 'on'),
  /** Seconds that a share may live. */
  MAX_EXPIRY: whole(3_600, 10 * 366 * DAY, 366 * DAY),
  /** Seconds from its beginning within which an upload is to be ready; one that is not ends. */
  MAX_UPLOAD_TIME: whole(3_600, 366 * DAY, 7 * DAY),
  /** Seconds that a delivery may live, whatever its sender has chosen. */
  INBOX_RETENTION: whole(3_600, 10 * 366 * DAY, 366 * DAY),
  /** Deliveries in one inbox that its owner has not looked at, those on their way included. */
  INBOX_MAX_NEW: whole(1, 1_000_000, 500),
  /** Deliveries on their way at once by one request link, those that were given up and still live included. */
  INBOX_MAX_UNFINISHED: whole(1, 1_000_000, 50),
  /** Bytes that the deliveries in one inbox may have together, as stored. */
  INBOX_MAX_BYTES: whole(1, Number.MAX_SAFE_INTEGER, 100e9),
  /** For tests of networks alone: pages are told to let their pauses pass so many times faster. Default: as they are. */
  TRANSFER_PACE: whole(1, PACE_MAX, 1),
  /** The least that is logged. */
  LOG_LEVEL: v.optional(v.picklist(logLevels, `one of ${logLevels.join(', ')}`), 'info'),
});

export type LogLevel = (typeof logLevels)[number];

/** What is counted by the minute. */
export type RateKind = 'shares' | 'openings' | 'lookups' | 'signed';

/** The bucket that keeps the objects. */
export interface S3Config {
  readonly bucket: string;
  /** An origin; null for Amazon's. */
  readonly endpoint: string | null;
  readonly region: string;
  readonly addressing: (typeof addressings)[number];
  readonly checksum: (typeof checksums)[number];
  /** proxy: browsers send and fetch objects through this server. */
  readonly transfer: (typeof transfers)[number];
}

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Where Prometheus asks; null for nowhere. */
  readonly metrics: { readonly host: string; readonly port: number } | null;
  readonly shutdownSeconds: number;
  readonly dataDir: string;
  /** null: a file in DATA_DIR. */
  readonly databaseUrl: string | null;
  /** 32 bytes; null: a file in DATA_DIR. */
  readonly fileKey: Bytes | null;
  readonly previousFileKey: Bytes | null;
  readonly publicOrigin: string;
  /** null: objects lie in DATA_DIR. */
  readonly s3: S3Config | null;
  readonly maxShareBytes: number;
  readonly maxStoreBytes: number;
  readonly maxDayBytes: number;
  readonly maxDayShares: number;
  /** By kind of request; 0 for no limit. */
  readonly maxMinute: Readonly<Record<RateKind, number>>;
  readonly trustedProxies: number;
  readonly uploads: Uploads;
  readonly requestLinks: boolean;
  readonly maxExpirySeconds: number;
  readonly maxUploadSeconds: number;
  readonly inboxRetentionSeconds: number;
  readonly inboxMaxNew: number;
  readonly inboxMaxUnfinished: number;
  readonly inboxMaxBytes: number;
  /** 1, but for tests of networks. */
  readonly transferPace: number;
  readonly logLevel: LogLevel;
}

export type ParsedConfig = { readonly config: Config } | { readonly problems: readonly string[] };

/** The configuration, or one line for each key that is wrong. Values are not repeated: some may be secrets. */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): ParsedConfig {
  const keys = Object.keys(environmentSchema.entries);
  // An empty value counts as none, as in shells and compose files.
  const given = Object.fromEntries(
    keys.flatMap((key) => (environment[key] ? [[key, environment[key]]] : [])),
  );
  const result = v.safeParse(environmentSchema, given, { abortPipeEarly: true });
  if (!result.success) {
    return { problems: result.issues.map((issue) => `${v.getDotPath(issue)}: wanted ${issue.message}`) };
  }
  const { PORT, HOST, DATA_DIR, DATABASE_URL, PUBLIC_ORIGIN, MAX_SHARE_BYTES, MAX_EXPIRY, LOG_LEVEL } =
    result.output;
  const { METRICS_PORT, METRICS_HOST, SHUTDOWN_TIME } = result.output;
  const { MAX_STORE_BYTES, MAX_UPLOAD_TIME, INBOX_RETENTION } = result.output;
  const { INBOX_MAX_NEW, INBOX_MAX_UNFINISHED, INBOX_MAX_BYTES, TRANSFER_PACE } = result.output;
  const s3 = s3ConfigOf(result.output);
  if ('problems' in s3) return s3;
  const uploads = readUploads(result.output);
  if ('problems' in uploads) return uploads;
  const { MAX_DAY_BYTES, MAX_DAY_SHARES, TRUST_PROXY, REQUEST_LINKS } = result.output;
  return {
    config: {
      port: PORT,
      host: HOST,
      metrics: METRICS_PORT === undefined ? null : { host: METRICS_HOST, port: METRICS_PORT },
      shutdownSeconds: SHUTDOWN_TIME,
      dataDir: DATA_DIR,
      databaseUrl: DATABASE_URL ?? null,
      fileKey: result.output.FILE_KEY_BASE64 ?? null,
      previousFileKey: result.output.FILE_KEY_BASE64_PREVIOUS ?? null,
      publicOrigin: PUBLIC_ORIGIN ?? `http://localhost:${PORT}`,
      s3: s3.config,
      maxShareBytes: MAX_SHARE_BYTES,
      maxStoreBytes: MAX_STORE_BYTES,
      maxDayBytes: MAX_DAY_BYTES,
      maxDayShares: MAX_DAY_SHARES,
      maxMinute: {
        shares: result.output.MAX_MINUTE_SHARES,
        openings: result.output.MAX_MINUTE_OPENINGS,
        lookups: result.output.MAX_MINUTE_LOOKUPS,
        signed: result.output.MAX_MINUTE_SIGNED,
      },
      trustedProxies: TRUST_PROXY,
      uploads: uploads.uploads,
      requestLinks: REQUEST_LINKS === 'on',
      maxExpirySeconds: MAX_EXPIRY,
      maxUploadSeconds: MAX_UPLOAD_TIME,
      inboxRetentionSeconds: INBOX_RETENTION,
      inboxMaxNew: INBOX_MAX_NEW,
      inboxMaxUnfinished: INBOX_MAX_UNFINISHED,
      inboxMaxBytes: INBOX_MAX_BYTES,
      transferPace: TRANSFER_PACE,
      logLevel: LOG_LEVEL,
    },
  };
}

/** Amazon's own region for a bucket without one, and what most others take. */
const REGION = 'us-east-1';

function s3ConfigOf(
  environment: v.InferOutput<typeof environmentSchema>,
): { readonly config: S3Config | null } | { readonly problems: readonly string[] } {
  const { S3_BUCKET, S3_ENDPOINT, S3_REGION, S3_ADDRESSING, S3_CHECKSUM, TRANSFER } = environment;
  if (S3_BUCKET === undefined) {
    // Half a setting is a mistake: objects would lie where nobody expects them.
    const lonely = Object.entries({ S3_ENDPOINT, S3_REGION, S3_ADDRESSING }).filter(([, value]) => value);
    if (TRANSFER === 'proxy') lonely.push(['TRANSFER', TRANSFER]);
    if (lonely.length === 0) return { config: null };
    return { problems: lonely.map(([key]) => `${key}: wanted a bucket in S3_BUCKET beside it`) };
  }
  const endpoint = S3_ENDPOINT ?? null;
  return {
    config: {
      bucket: S3_BUCKET,
      endpoint,
      region: S3_REGION ?? REGION,
      addressing: S3_ADDRESSING ?? (endpoint && hasNoSubdomains(endpoint) ? 'path' : 'virtual'),
      checksum: S3_CHECKSUM,
      transfer: TRANSFER,
    },
  };
}

/** Whether the host is "localhost" or an IP address, before which no bucket's name can stand. */
function hasNoSubdomains(origin: string): boolean {
  return /^(localhost|\[.*\]|\d+\.\d+\.\d+\.\d+)$/.test(new URL(origin).hostname);
}

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
