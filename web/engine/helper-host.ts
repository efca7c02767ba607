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

interface HelperHost {
  readonly handlers: Handlers<Pick<PageCalls, 'start-helper' | 'to-helper' | 'end-helper'>>;
  /** Ends all: the engine is gone. */
  readonly end: () => void;
}

/** What the page does for the engine's helpers. */
export function helperHost(engine: Pick<Caller<HelperCommands>, 'tell'>, start: StartHelper): HelperHost {
  const helpers = new Map<number, Worker>();
  const handlers: HelperHost['handlers'] = {
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
        try {
          engine.tell('from-helper', { id, message }, movedOn(message));
        } catch {
          lose();
        }
      });
      helper.addEventListener('error', (event) => {
        event.preventDefault();
        lose();
      });
      helper.addEventListener('messageerror', lose);
      return null;
    },
    'to-helper': async ({ id, message }) => {
      try {
        helpers.get(id)?.postMessage(message, movedOn(message));
      } catch {
        engine.tell('helper-lost', { id });
      }
      return null;
    },
    'end-helper': async ({ id }) => {
      helpers.get(id)?.terminate();
      helpers.delete(id);
      return null;
    },
  };
  return {
    handlers,
    end: () => {
      for (const helper of helpers.values()) helper.terminate();
      helpers.clear();
    },
  };
}
