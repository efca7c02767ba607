/** The environment: defaults, values, and what is said of wrong ones. */
import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

describe('config', () => {
  it('has a default for every key', () => {
    expect(parseConfig({})).toEqual({
      config: {
        port: 8787,
        host: '127.0.0.1',
        metrics: null,
        shutdownSeconds: 30,
        dataDir: './data',
        databaseUrl: null,
        fileKey: null,
        previousFileKey: null,
        publicOrigin: 'http://localhost:8787',
        s3: null,
        maxShareBytes: 100_000_000_000,
        maxStoreBytes: Number.MAX_SAFE_INTEGER,
        maxExpirySeconds: 366 * 86_400,
        maxUploadSeconds: 604_800,
        inboxRetentionSeconds: 31_622_400,
        inboxMaxNew: 500,
        inboxMaxUnfinished: 50,
        inboxMaxBytes: 100_000_000_000,
        transferPace: 1,
        logLevel: 'info',
      },
    });
  });

  it('takes values, and an empty one as none', () => {
    const environment = { PORT: '9000', HOST: '::', PUBLIC_ORIGIN: 'https://a.example', MAX_EXPIRY: '' };
    expect(parseConfig(environment)).toMatchObject({
      config: { port: 9000, host: '::', publicOrigin: 'https://a.example', maxExpirySeconds: 366 * 86_400 },
    });
    expect(parseConfig({ PORT: '9000' })).toMatchObject({
      config: { publicOrigin: 'http://localhost:9000' },
    });
  });

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '80x'],
    ['PORT', '-1'],
    ['MAX_SHARE_BYTES', '100GB'],
    ['MAX_SHARE_BYTES', '9999999999999999'],
    ['MAX_EXPIRY', '1'],
    ['INBOX_MAX_NEW', '0'],
    ['INBOX_MAX_UNFINISHED', '0'],
    ['INBOX_MAX_UNFINISHED', 'many'],
    ['INBOX_MAX_BYTES', '1.5'],
    ['INBOX_MAX_BYTES', '9999999999999999'],
    ['PUBLIC_ORIGIN', 'files.example.org'],
    ['PUBLIC_ORIGIN', 'https://files.example.org/'],
    ['PUBLIC_ORIGIN', 'ftp://files.example.org'],
    ['TRANSFER_PACE', '0'],
    ['TRANSFER_PACE', '101'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s by name, without repeating the value', (key, value) => {
    const parsed = parseConfig({ [key]: value });
    if (!('problems' in parsed)) throw new Error('accepted');
    expect(parsed.problems).toHaveLength(1);
    expect(parsed.problems[0]).toMatch(new RegExp(`^${key}: wanted (a|an|one) `));
  });
});
