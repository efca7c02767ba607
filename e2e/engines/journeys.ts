/** The two journeys, the same in every engine: files go up and a link comes back; the link is opened and they are saved. */
import { sha256OfPieces } from '../files.ts';
import { installNone, installStub } from '../opfs-picker.ts';
import { startClock } from './clock.ts';
import type { EngineBrowser } from './engine-browser.ts';
import { call } from './finder.ts';
import { chooseFiles, fieldValue, press, untilThere } from './page-steps.ts';
import { watchMemory } from './processes.ts';
import { savedFile } from './saved-file.ts';
import { type Sink, usedSink, watchSink } from './sink-watch.ts';

/** Milliseconds that a journey may take for each MiB, on a machine that does other things besides, and for the rest. */
const PER_MIB = 400;
const BESIDES = 90_000;
const MIB = 1_048_576;

export const timeFor = (size: number): number => BESIDES + (size / MIB) * PER_MIB;

const LINK = /\/s\/[\w-]{22}#[1-9A-HJ-NP-Za-km-z]{40,60}$/;

/** What a journey took. Bytes and milliseconds. */
export interface Took {
  readonly size: number;
  readonly milliseconds: number;
  readonly memory: { readonly before: number; readonly peak: number; readonly samples: number };
}

export interface Source {
  readonly path: string;
  readonly name: string;
  readonly size: number;
}

/** From the file's choice to "Ready", with nothing watched but the clock. */
export async function sendFile(
  { page }: EngineBrowser,
  origin: string,
  { path, size }: Source,
): Promise<{ readonly link: string; readonly milliseconds: number }> {
  await page.goto(`${origin}/`);
  await untilThere(page, { role: 'file', name: 'Files to send' });
  const clock = await startClock(page, { event: 'change', text: 'Ready' });
  await chooseFiles(page, 'Files to send', [path]);
  const link = await fieldValue(page, 'Share link', LINK);
  return { link, milliseconds: await clock.end(timeFor(size)) };
}

/** The same, with what memory it takes. */
export async function upload(
  browser: EngineBrowser,
  origin: string,
  source: Source,
): Promise<{ readonly link: string; readonly took: Took }> {
  await browser.page.goto(`${origin}/`);
  await untilThere(browser.page, { role: 'file', name: 'Files to send' });
  const memory = watchMemory(browser.pid);
  try {
    const { link, milliseconds } = await sendFile(browser, origin, source);
    return { link, took: { size: source.size, milliseconds, memory: memory.stop() } };
  } finally {
    memory.stop();
  }
}

/** From the click on "Save" to "Saved and verified", and the SHA-256 of what is on the disk then. */
export async function download(
  browser: EngineBrowser,
  link: string,
  { name, size, picker }: { readonly name: string; readonly size: number; readonly picker: boolean },
): Promise<Took & { readonly sink: Sink; readonly sha256: string }> {
  const { page } = browser;
  await page.goto(link);
  await untilThere(page, { role: 'heading', name: 'Files for you' });
  await untilThere(page, { role: 'button', name: `Save ${name}` });
  await page.evaluate(call(picker ? installStub : installNone, undefined));
  await watchSink(page);
  const clock = await startClock(page, { event: 'click', text: 'Saved and verified' });
  const memory = watchMemory(browser.pid);
  try {
    await press(page, `Save ${name}`);
    const milliseconds = await clock.end(timeFor(size));
    const sink = await usedSink(page);
    const file = await savedFile(browser, { name, size, picked: sink === 'picker' }, BESIDES);
    const took = { size, milliseconds, memory: memory.stop() };
    const [sha256 = ''] = await sha256OfPieces(file, size);
    return { ...took, sink, sha256 };
  } finally {
    memory.stop();
  }
}
