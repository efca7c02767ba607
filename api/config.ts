/**
 * The environment, parsed once. Every key has a default that is right for one person on one machine; a value that is
 * wrong ends the program with the key's name and what is wanted. docs/api.md lists the keys.
 */
import * as v from 'valibot';
import { SEGMENT_PLAINTEXT } from '../shared/crypto/body.ts';
import { SEGMENTS_MAX } from '../shared/limits.ts';

const DAY = 86_400;

function whole(min: number, max: number, preset: number) {
  const wanted = `a whole number from ${min} to ${max}`;
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,16}$/, wanted),
      v.transform(Number),
      v.minValue(min, wanted),
      v.maxValue(max, wanted),
    ),
    String(preset),
  );
}

const logLevels = ['info', 'warn', 'error'] as const;

const environmentSchema = v.object({
  /** Port to listen on. */
  PORT: whole(1, 65_535, 8787),
  /** Address to listen on. Loopback unless said otherwise: what faces the network is a decision. */
  HOST: v.optional(v.pipe(v.string(), v.nonEmpty('an address or host name')), '127.0.0.1'),
  /** Folder for database, objects and the key that signs the disk store's URLs. */
  DATA_DIR: v.optional(v.pipe(v.string(), v.nonEmpty('a folder')), './data'),
  /** Where people reach this server, as "https://files.example.org". Default: http://localhost:PORT. */
  PUBLIC_ORIGIN: v.optional(
    v.pipe(v.string(), v.check(isOrigin, 'an origin such as https://files.example.org, without a path')),
  ),
  /** Bytes that one share's files may have together. */
  MAX_SHARE_BYTES: whole(1, SEGMENTS_MAX * SEGMENT_PLAINTEXT, 100e9),
  /** Seconds that a share may live. */
  MAX_EXPIRY: whole(3_600, 10 * 366 * DAY, 366 * DAY),
  /** The least that is logged. */
  LOG_LEVEL: v.optional(v.picklist(logLevels, `one of ${logLevels.join(', ')}`), 'info'),
});

export type LogLevel = (typeof logLevels)[number];

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly publicOrigin: string;
  readonly maxShareBytes: number;
  readonly maxExpirySeconds: number;
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
  const { PORT, HOST, DATA_DIR, PUBLIC_ORIGIN, MAX_SHARE_BYTES, MAX_EXPIRY, LOG_LEVEL } = result.output;
  return {
    config: {
      port: PORT,
      host: HOST,
      dataDir: DATA_DIR,
      publicOrigin: PUBLIC_ORIGIN ?? `http://localhost:${PORT}`,
      maxShareBytes: MAX_SHARE_BYTES,
      maxExpirySeconds: MAX_EXPIRY,
      logLevel: LOG_LEVEL,
    },
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text;
}
