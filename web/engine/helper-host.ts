/** The page's side of helpers.ts: makes the workers that the engine asks for, and passes their messages on. */

import partWorkerUrl from './part-worker.ts?worker&url';
import passphraseWorkerUrl from './passphrase-worker.ts?worker&url';
import type { Commands, HelperKind, PageCalls } from './protocol.ts';
import { type Caller, type Handlers, movedOn } from './rpc.ts';
import { trustedUrl } from './trusted-url.ts';

const urls: Record<HelperKind, string> = { parts: partWorkerUrl, passphrase: passphraseWorkerUrl };

type HelperCommands = Pick<Commands, 'from-helper' | 'helper-lost'>;

/** Makes a helper. */
export type StartHelper = (kind: HelperKind) => Worker;

export const startHelper: StartHelper = (kind) =>
  new Worker(trustedUrl(urls[kind]), { type: 'module', name: kind });

/** What the page does for the engine's helpers. */
export function helperHandlers(
  engine: Pick<Caller<HelperCommands>, 'tell'>,
  start: StartHelper,
): Handlers<Pick<PageCalls, 'start-helper' | 'to-helper' | 'end-helper'>> {
  const helpers = new Map<number, Worker>();
  return {
    'start-helper': async ({ id, kind }) => {
      const lose = () => engine.tell('helper-lost', { id });
      let helper: Worker;
      try {
        helper = start(kind);
      } catch {
        lose();
        return null;
      }
      helpers.set(id, helper);
      helper.addEventListener('message', ({ data: message }: MessageEvent<unknown>) => {
        engine.tell('from-helper', { id, message }, movedOn(message));
      });
      helper.addEventListener('error', (event) => {
        event.preventDefault();
        lose();
      });
      helper.addEventListener('messageerror', lose);
      return null;
    },
    'to-helper': async ({ id, message }) => {
      helpers.get(id)?.postMessage(message, movedOn(message));
      return null;
    },
    'end-helper': async ({ id }) => {
      helpers.get(id)?.terminate();
      helpers.delete(id);
      return null;
    },
  };
}
