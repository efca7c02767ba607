/** Packages above what an ordinary download carries, and above what a ZIP could hold without ZIP64: `@large`. */
import { execFileSync } from 'node:child_process';
import { rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bodyGeometry } from '../shared/crypto/body.ts';
import { cliPerson } from './cli.ts';
import { makeFile, sha256OfFile, sha256OfPieces } from './files.ts';
import { expect, test } from './fixtures.ts';
import { hideSavePicker } from './opfs-picker.ts';
import { choosePackage } from './package-steps.ts';
import { button } from './people-steps.ts';
import { sendLarge } from './plain-steps.ts';
import { openShare } from './steps.ts';

const MIB = 1_048_576;

test('80 MiB become a package in the browser, and come out of it there and on the command line @large', async ({
  server: { origin },
  newPlainProfile,
  recipient,
  folder,
}) => {
  const file = await makeFile(folder, 'large.bin', 80 * MIB);
  const link = await sendLarge(await newPlainProfile(), { origin, file, timeout: 150_000 });
  await hideSavePicker(recipient);
  await openShare(recipient, link);
  const saved = async (press: string) => {
    const coming = recipient.waitForEvent('download', { timeout: 120_000 });
    await button(recipient, press).click();
    return await (await coming).path();
  };
  const zip = join(folder, 'package.zip');
  execFileSync('cp', [await saved('Save as package'), zip]);

  await writeFile(join(folder, 'code.txt'), link);
  const cli = cliPerson(join(folder, 'cli'), origin);
  await cli.run(['unpack', zip, '--code-file', join(folder, 'code.txt'), '--out', join(folder, 'out')]);
  expect(await sha256OfFile(join(folder, 'out/large.bin'))).toBe(await sha256OfFile(file));

  await choosePackage(recipient, zip);
  await recipient.getByLabel('Link or code', { exact: true }).fill(link);
  await button(recipient, 'Open').click();
  await expect(recipient.getByRole('heading', { name: 'Files for you', exact: true })).toBeVisible();
  expect(await sha256OfFile(await saved('Save large.bin'))).toBe(await sha256OfFile(file));
});

test('a package of 4.2 GiB is a ZIP64 that other programs read, and opens again @large', async ({
  folder,
  server,
}) => {
  test.setTimeout(15 * 60_000);
  const size = 4_300 * MIB;
  // All zeros but for its end, which takes no room on the disk. Its ciphertext does.
  const file = await makeFile(folder, 'sparse.bin', 0);
  await truncate(file, size - 1);
  await writeFile(file, 'x', { flag: 'a' });
  const cli = cliPerson(join(folder, 'cli'), server.origin);
  await cli.run(['keygen', 'Ann']);
  const zip = join(folder, 'package.zip');
  await cli.run(['pack', file, '--to', 'Ann', '--out', zip]);
  expect((await stat(zip)).size).toBeGreaterThan(2 ** 32);
  const listed = execFileSync('python3', ['-m', 'zipfile', '--list', zip], {
    encoding: 'utf8',
    maxBuffer: 2 ** 24,
  });
  const chunks = [...listed.matchAll(/^Chunks\/chunk_\d+\.enc .* (\d+)$/gm)];
  expect(chunks).toHaveLength(Math.ceil(bodyGeometry(size).objectSize / MIB));
  await cli.run(['verify', zip]);
  await cli.run(['unpack', zip, '--out', join(folder, 'out')]);
  await rm(zip);
  const opened = await sha256OfPieces(join(folder, 'out/sparse.bin'), 64 * MIB);
  expect(opened).toEqual(await sha256OfPieces(file, 64 * MIB));
});
