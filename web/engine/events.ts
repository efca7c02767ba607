/** Events to the page, and the word to other tabs of this profile that the vault has changed. */
import { page } from './page.ts';
import type { EngineEvent, SaveProgress, Transfer } from './protocol.ts';

/** Milliseconds between two words on progress: drawing each takes time that sealing could have had. */
const PACE = 400;

export function emit(event: EngineEvent): void {
  page.tell('event', event);
}

const channel = new BroadcastChannel('sealdrop-own-shares');
channel.addEventListener('message', () => emit({ type: 'own-shares-changed' }));

/** Tells this page and all other tabs. */
export function emitOwnSharesChanged(): void {
  emit({ type: 'own-shares-changed' });
  channel.postMessage(null);
}

const keysChannel = new BroadcastChannel('sealdrop-keys');
keysChannel.addEventListener('message', () => emit({ type: 'keys-changed' }));

/** The same for key pairs, people, request links and the inbox. */
export function emitKeysChanged(): void {
  emit({ type: 'keys-changed' });
  keysChannel.postMessage(null);
}

/** Sends the newest of many values at most every 400 ms; `flush` sends it at once. */
function paced<T>(send: (value: T) => void): { tell: (value: T) => void; flush: (value: T) => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let newest: T;
  const fire = () => {
    timer = null;
    send(newest);
  };
  return {
    tell: (value) => {
      newest = value;
      timer ??= setTimeout(fire, PACE);
    },
    flush: (value) => {
      if (timer) clearTimeout(timer);
      newest = value;
      fire();
    },
  };
}

export function pacedTransfer() {
  return paced<Transfer>((transfer) => emit({ type: 'transfer', transfer }));
}

export function pacedSaving(tab: string) {
  return paced<SaveProgress>((progress) => emit({ type: 'saving', tab, progress }));
}

export function pacedPreview(tab: string, path: string) {
  return paced<SaveProgress>((progress) => emit({ type: 'previewing', tab, path, progress })).tell;
}
