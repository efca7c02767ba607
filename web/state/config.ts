/** What this server allows, asked once when the page starts. Null until it has answered: pages then name no limit. */
import { createStore } from 'zustand/vanilla';
import type { ConfigAnswer } from '../../shared/contract.ts';
import { wireError } from '../engine/rpc.ts';
import type { Engine } from './engine.ts';

interface ConfigState {
  readonly answer: ConfigAnswer | null;
  /** It could not be reached when it was asked last: the page itself came from what the browser keeps, or it has just gone. */
  readonly isAway: boolean;
}

export const config = createStore<ConfigState>(() => ({ answer: null, isAway: false }));

/** Asks the server. Without an answer the worker and the server still refuse what is too large. */
export async function loadConfig(engine: Engine): Promise<void> {
  try {
    config.setState({ answer: await engine.call('config', null), isAway: false });
  } catch (error) {
    config.setState({ answer: null, isAway: wireError(error).code === 'server-unreachable' });
  }
}
