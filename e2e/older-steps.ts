/** Files of older systems, as a person opens them in the browser. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** The first file key of a folder that scripts/make-older.mjs has filled. */
function fileKeyIn(folder: string): string {
  const keys: unknown = JSON.parse(readFileSync(join(folder, 'keys/keys.json'), 'utf8'));
  return (keys as string[])[0] ?? '';
}

/** Which keys of such a folder: the name of a PEM file in it, and the file key itself, where it is not the first. */
interface Keys {
  readonly keys: string;
  readonly key?: string;
  readonly fileKey?: string | null | undefined;
}

/** Goes to the page from the first screen, and waits until it has all that it will ever load. */
export async function gotoOlder(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Open an older file', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('older systems');
  await page.waitForLoadState('networkidle');
}

/** Chooses files or a folder, with the keys of a folder that scripts/make-older.mjs has filled, and opens them. */
export async function openOlder(
  page: Page,
  chosen: string | string[],
  { keys, input = 'Older files', key = 'pkcs8', fileKey }: Keys & { readonly input?: string },
): Promise<void> {
  await page.getByLabel(input, { exact: true }).setInputFiles(chosen);
  await page.getByLabel('Private key', { exact: true }).setInputFiles(join(keys, `keys/${key}.pem`));
  await page.getByLabel('File key', { exact: true }).fill(fileKey ?? fileKeyIn(keys));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
}

/** Opens what is at this path by the command, into keys/out. Answers its standard output and the most memory it had, in MiB (Linux; else 0). */
export async function openByCommand(
  path: string,
  { keys, key = 'pkcs8', fileKey }: Keys,
): Promise<{ readonly output: string; readonly memory: number }> {
  const parameters = ['--key', join(keys, `keys/${key}.pem`), '--out', join(keys, 'out')];
  const child = spawn(process.execPath, ['scripts/sealdrop.mjs', 'open-legacy', path, ...parameters], {
    env: { ...process.env, FILE_KEY_BASE64: fileKey ?? fileKeyIn(keys) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let [output, memory] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const watching = setInterval(() => {
    try {
      const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
      memory = Math.max(memory, Number(peak?.[1] ?? 0) / 1_024);
    } catch {
      // Not Linux, or it has just ended.
    }
  }, 100);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watching);
  return { output, memory };
}

/** How many files of the browser's own there are. */
export function privateFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('downloads', { create: true });
    let count = 0;
    for await (const _ of folder.keys()) count++;
    return count;
  });
}

/** A file, and what belongs to it where it is one of a share. */
export function companions(path: string): string[] {
  if (path.endsWith('.zip') || !path.includes('share-')) return [path];
  return [path, path.replace(/\.enc$/, '.key.enc'), path.replace(/[^/]*$/, 'ephemeral_public_key.pem')];
}
