/** What this server allows, asked once when the page starts. Null until it has answered: pages then name no limit. */
import { createStore } from 'zustand/vanilla';
import type { ConfigAnswer } from '../../shared/contract.ts';
import type { Engine } from './engine.ts';

export const config = createStore<{ readonly answer: ConfigAnswer | null }>(() => ({ answer: null }));

/** Asks the server. Without an answer the worker and the server still refuse what is too large. */
export async function loadConfig(engine: Engine): Promise<void> {
  const answer = await engine.call('config', null).catch(() => null);
  config.setState({ answer });
}
