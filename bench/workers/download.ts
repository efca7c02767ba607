/**
 * The product's own way down: web/engine opens the link and saves everything, verified, into a sink that drops what it
 * gets. Also hands out the address of the object, for the plain side to fetch the same one.
 */
import { helperCommands } from '../../web/engine/helpers.ts';
import { downloadSource, open } from '../../web/engine/opening.ts';
import { pagePort } from '../../web/engine/page.ts';
import { serve } from '../../web/engine/rpc.ts';
import { save } from '../../web/engine/saving.ts';
import type { BodyAddress } from './job.ts';

const TAB = 'bench';
const LOOK_AGAIN = 20;
const OPEN_TIMEOUT = 60_000;

/** Opens the link outside the clock. Inside it: "save" answers the bytes of plaintext, "address" where the body is. */
export async function download({ link }: { readonly link: string }) {
  // The page makes the workers that move bytes, as the product's does.
  serve(pagePort, helperCommands);
  const { pathname, hash } = new URL(link);
  await open({ shareId: pathname.replace('/s/', ''), fragment: hash.slice(1), tab: TAB });
  await untilOpen();
  return async (go: 'save' | 'address'): Promise<number | BodyAddress> => {
    if (go === 'save') return saved();
    const source = downloadSource(TAB);
    const url = await source.bodyUrl(new AbortController().signal);
    return { url, objectSize: source.manifest.geometry.objectSize };
  };
}

/** The engine tells the page, and nobody in its own worker. */
async function untilOpen(): Promise<void> {
  for (const end = performance.now() + OPEN_TIMEOUT; ; ) {
    try {
      downloadSource(TAB);
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
  }
}

async function saved(): Promise<number> {
  let written = 0;
  const writable = {
    write: async (piece: Uint8Array) => {
      written += piece.length;
    },
    close: async () => {},
    abort: async () => {},
  };
  const handle = { createWritable: async () => writable } as unknown as FileSystemFileHandle;
  await save({ tab: TAB, path: null, target: { kind: 'handle', handle } });
  return written;
}
