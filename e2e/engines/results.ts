/** What a journey gave, kept for the README's table (scripts/engines-table.mjs): a JSON file for each in .cache/engines. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Engine } from './engine-browser.ts';

const folder = resolve(import.meta.dirname, '../../.cache/engines');

export type Journey =
  | 'upload'
  | 'download-picker'
  | 'download'
  | 'ordinary-upload'
  | 'ordinary-download'
  | 'ratio';

/** Runs a journey and keeps what it answers, or that it failed and with which words. */
export async function recorded<T extends object>(
  engine: Engine,
  journey: Journey,
  run: () => Promise<T>,
): Promise<T> {
  const keep = async (result: object) => {
    await mkdir(folder, { recursive: true });
    const file = join(folder, `${engine}-${journey}.json`);
    await writeFile(file, `${JSON.stringify({ engine, journey, ...result }, null, 2)}\n`);
  };
  try {
    const result = await run();
    await keep(result);
    return result;
  } catch (error) {
    await keep({ failed: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
