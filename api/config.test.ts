/** The environment: defaults, values, and what is said of wrong ones. */
import { describe, expect, it } from 'vitest';
import { random, toBase64Url, utf8 } from '../shared/bytes.ts';
import { fingerprintDigits } from '../shared/crypto/fingerprint.ts';
import { parseConfig } from './config.ts';
import { digest } from './testing.ts';

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
        maxDayBytes: Number.MAX_SAFE_INTEGER,
        maxDayShares: Number.MAX_SAFE_INTEGER,
        maxMinute: { shares: 120, openings: 600, lookups: 600, signed: 600 },
        trustedProxies: 0,
        uploads: { kind: 'anyone' },
        requestLinks: true,
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
    ['MAX_DAY_BYTES', '0'],
    ['MAX_DAY_SHARES', '-1'],
    ['MAX_MINUTE_SHARES', '1000001'],
    ['TRUST_PROXY', 'yes'],
    ['TRUST_PROXY', '11'],
    ['REQUEST_LINKS', 'no'],
    ['UPLOADS', 'nobody'],
  ])('refuses %s=%s by name, without repeating the value', (key, value) => {
    const parsed = parseConfig({ [key]: value });
    if (!('problems' in parsed)) throw new Error('accepted');
    expect(parsed.problems).toHaveLength(1);
    expect(parsed.problems[0]).toMatch(new RegExp(`^${key}: wanted (a|an|one) `));
  });
});

describe('who may upload', () => {
  const token = 'correct-horse-battery-staple-1234';
  const fingerprint = new Uint8Array(32).fill(7);
  const digits = fingerprintDigits(fingerprint).join(' ');

  it('is a list of fingerprints, in either spelling', () => {
    const other = random(32);
    const listed = `${digits},\u00a0${toBase64Url(other)} `;
    const parsed = parseConfig({ UPLOADS: 'listed', UPLOAD_FINGERPRINTS: listed });
    const uploads = 'config' in parsed ? parsed.config.uploads : null;
    if (uploads?.kind !== 'listed') throw new Error('not listed');
    expect(uploads.isListed(fingerprint)).toBe(true);
    expect(uploads.isListed(other)).toBe(true);
    expect(uploads.isListed(random(32))).toBe(false);
    expect(uploads.isListed(new Uint8Array(32))).toBe(false);
  });

  it('is a token, of which the hash alone is kept', () => {
    const parsed = parseConfig({ UPLOADS: 'token', UPLOAD_TOKEN: token });
    expect(parsed).toMatchObject({ config: { uploads: { kind: 'token', tokenHash: digest(utf8(token)) } } });
    expect(JSON.stringify(parsed)).not.toContain(token);
  });

  it.each([
    [{ UPLOADS: 'listed' }, 'UPLOAD_FINGERPRINTS'],
    [{ UPLOADS: 'listed', UPLOAD_FINGERPRINTS: `${digits},` }, 'UPLOAD_FINGERPRINTS'],
    [{ UPLOADS: 'listed', UPLOAD_FINGERPRINTS: digits.slice(1) }, 'UPLOAD_FINGERPRINTS'],
    [{ UPLOADS: 'listed', UPLOAD_FINGERPRINTS: `${digits};${digits}` }, 'UPLOAD_FINGERPRINTS'],
    [{ UPLOAD_FINGERPRINTS: digits }, 'UPLOAD_FINGERPRINTS'],
    [{ UPLOADS: 'token' }, 'UPLOAD_TOKEN'],
    [{ UPLOADS: 'token', UPLOAD_TOKEN: token.slice(-31) }, 'UPLOAD_TOKEN'],
    [{ UPLOADS: 'token', UPLOAD_TOKEN: `${token} ` }, 'UPLOAD_TOKEN'],
    [{ UPLOADS: 'listed', UPLOAD_FINGERPRINTS: digits, UPLOAD_TOKEN: token }, 'UPLOAD_TOKEN'],
    [{ UPLOAD_TOKEN: token }, 'UPLOAD_TOKEN'],
  ])('refuses %j, and repeats no value', (environment, key) => {
    const parsed = parseConfig(environment);
    if (!('problems' in parsed)) throw new Error('accepted');
    expect(parsed.problems).toHaveLength(1);
    expect(parsed.problems[0]).toMatch(new RegExp(`^${key}: wanted `));
    expect(parsed.problems[0]).not.toContain(token);
    expect(parsed.problems[0]).not.toContain(digits);
  });
});
