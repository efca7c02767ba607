/** The engine of this page, started by whoever asks first. */
import { startHelper } from '../engine/helper-host.ts';
import { createEngine, type Engine, startEngineWorker } from './engine.ts';

let engine: Engine | null = null;

export function pageEngine(): Engine {
  engine ??= createEngine(startEngineWorker(), startHelper);
  return engine;
}
