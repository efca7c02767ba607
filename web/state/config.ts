/** What this server allows, asked once when the page starts. Null until it has answered: pages then name no limit. */
import { createStore } from 'zustand/vanilla';
import { createClient } from '../../shared/client.ts';
import type { ConfigAnswer } from '../../shared/contract.ts';

export const config = createStore<{ readonly answer: ConfigAnswer | null }>(() => ({ answer: null }));

/** Asks the server. Without an answer the worker and the server still refuse what is too large. */
export async function loadConfig(): Promise<void> {
  const answer = await createClient(location.origin, fetch.bind(globalThis))
    .config()
    .catch(() => null);
  config.setState({ answer });
}
