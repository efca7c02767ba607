/** The command as others run it: a child process, bytes in and bytes out, exit codes. */
/// <reference path="../shared/outside-vectors.d.ts" />

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { floe } from 'virtual:outside-vectors';
import { describe, expect, test } from 'vitest';

const key = '00'.repeat(32);

function run(
  parameters: readonly string[],
  input: Uint8Array,
): Promise<{ code: number | null; output: Buffer; error: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/run.mjs', 'cli/floe.ts', ...parameters]);
    const output: Buffer[] = [];
    let error = '';
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(output), error }));
    // A command that refuses its options never reads.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

const options = (segment: number, aad = 'This is AAD') => [
  '--key',
  key,
  '--aad',
  aad,
  '--segment',
  `${segment}`,
];

const known = [
  { file: 'go_rotation', parameters: [...options(40), '--rotation-mask', '2'] },
  { file: 'go_GCM256_IV256_64', parameters: options(64) },
  { file: 'cpp_GCM256_IV256_4K', parameters: options(4_096) },
];

for (const { file, parameters } of known) {
  describe(`npm run floe, ${file}`, () => {
    test.skipIf(floe === null)('decrypts (skipped where the FLOE vectors are not there)', async () => {
      const plaintext = (floe?.[`${file}_pt.txt`] ?? '').toLowerCase();
      const { code, output, error } = await run(
        ['decrypt', ...parameters],
        Buffer.from(floe?.[`${file}_ct.txt`] ?? '', 'hex'),
      );
      expect(error).toBe('');
      expect(code).toBe(0);
      expect(output.toString('hex')).toBe(plaintext);
    });
  });
}

describe('npm run floe, there and back', () => {
  // A segment of 64 bytes holds 32: one under, exactly, one over, and many.
  for (const size of [0, 1, 31, 32, 33, 64, 10_000]) {
    test(`${size} bytes`, async () => {
      const plaintext = randomBytes(size);
      const sealed = await run(['encrypt', ...options(64)], plaintext);
      expect(sealed.code).toBe(0);
      // Only an empty input has an empty segment.
      expect(sealed.output.length).toBe(74 + size + 32 * Math.max(1, Math.ceil(size / 32)));
      const opened = await run(['decrypt', ...options(64)], sealed.output);
      expect(opened.code).toBe(0);
      expect(opened.output.equals(plaintext)).toBe(true);
    });
  }

  test('3 MiB through segments of 256 KiB', async () => {
    const plaintext = randomBytes(3 * 1_048_576);
    const sealed = await run(['encrypt', ...options(262_144, '')], plaintext);
    const opened = await run(['decrypt', ...options(262_144, '')], sealed.output);
    expect(opened.code).toBe(0);
    expect(opened.output.equals(plaintext)).toBe(true);
  });
});

describe('npm run floe, refusing', () => {
  test('a ciphertext that is cut, extended, changed, or under other associated data', async () => {
    const { output } = await run(['encrypt', ...options(64)], randomBytes(100));
    const changed = Buffer.from(output);
    changed[100] = (changed[100] ?? 0) ^ 1;
    const bad = [
      output.subarray(0, -1),
      output.subarray(0, 74 + 64),
      output.subarray(0, 20),
      Buffer.concat([output, Buffer.of(0)]),
      changed,
    ];
    for (const input of bad) {
      const { code, error } = await run(['decrypt', ...options(64)], input);
      expect(code).toBe(1);
      expect(error).toContain('not a whole FLOE ciphertext');
    }
    expect((await run(['decrypt', ...options(64, 'other')], output)).code).toBe(1);
    expect((await run(['decrypt', ...options(65)], output)).code).toBe(1);
  });

  test('bad options, with exit code 2 and nothing on standard output', async () => {
    const bad = [
      [],
      ['seal', ...options(64)],
      ['encrypt', ...options(64), 'more'],
      ['encrypt', '--key', '00', '--aad', '', '--segment', '64'],
      ['encrypt', '--key', key, '--segment', '64'],
      ['encrypt', '--key', key, '--aad', ''],
      ['encrypt', ...options(32)],
      ['encrypt', ...options(64), '--rotation-mask', 'x'],
      ['encrypt', ...options(64), '--unknown'],
    ];
    for (const parameters of bad) {
      const { code, output, error } = await run(parameters, new Uint8Array(0));
      expect([code, output.length]).toEqual([2, 0]);
      expect(error).toContain('usage:');
    }
  });
});
