/**
 * One lane of a measurement: prepares what does not count, says so, and runs when told. The page holds the clock
 * (bench/page/race.ts).
 */
import type { FromLane, Job, Prepare, ToLane } from './job.ts';

/** Each in a bundle of its own, so that none pays for what another loads. */
const jobs: Readonly<Record<Job, () => Promise<Prepare>>> = {
  'plain-upload': () => import('./plain-upload.ts').then(({ plainUpload }) => plainUpload as Prepare),
  'plain-download': () => import('./plain-download.ts').then(({ plainDownload }) => plainDownload as Prepare),
  download: () => import('./download.ts').then(({ download }) => download as Prepare),
  'read-files': () => import('./read-files.ts').then(({ readFiles }) => readFiles as Prepare),
  'rival-upload': () => import('./rival-upload.ts').then(({ rivalUpload }) => rivalUpload as Prepare),
  'bare-upload': () => import('./bare.ts').then(({ bareUpload }) => bareUpload as Prepare),
  'bare-files': () => import('./bare-files.ts').then(({ bareFiles }) => bareFiles as Prepare),
  'bare-seal': () => import('./bare.ts').then(({ bareSeal }) => bareSeal as Prepare),
  'bare-download': () => import('./bare.ts').then(({ bareDownload }) => bareDownload as Prepare),
  'raw-seal': () => import('./raw-seal.ts').then(({ rawSeal }) => rawSeal as Prepare),
  seal: () => import('./seal.ts').then(({ seal }) => seal as Prepare),
};

let run: ((go: unknown) => Promise<unknown>) | null = null;

function answer(message: FromLane): void {
  postMessage(message);
}

/** What the engine's helpers say passes here too, and is nothing to a lane. */
async function take(message: ToLane | object): Promise<void> {
  try {
    if ('job' in message) {
      run = await (await jobs[message.job]())(message.input);
      answer({ lane: 'ready' });
    } else if ('go' in message) {
      answer({ lane: 'done', output: await run?.(message.go) });
    }
  } catch (error) {
    answer({
      lane: 'failed',
      words: error instanceof Error ? `${error.message}\n${error.stack}` : String(error),
    });
  }
}

addEventListener('message', (event: MessageEvent<ToLane | object>) => void take(event.data));
