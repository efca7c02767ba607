/** For tests: an engine that answers from a table, and frames that pass when they are told to. */
import type { CommandName, Commands, EngineEvent } from '../engine/protocol.ts';
import type { Engine } from './engine.ts';
import type { Clock } from './per-frame.ts';

export type Answers = {
  [N in CommandName]?: (input: Commands[N]['in']) => Commands[N]['out'] | Promise<Commands[N]['out']>;
};

export function fakeEngine(answers: Answers) {
  const listeners = new Set<(event: EngineEvent) => void>();
  const calls: (readonly [CommandName, unknown])[] = [];
  const engine: Engine = {
    async call(name, input) {
      calls.push([name, input]);
      const answer = answers[name];
      if (!answer) throw new Error(`no answer to ${name}`);
      return await answer(input);
    },
    on: (listener) => void listeners.add(listener),
    onDeath: () => undefined,
  };
  const emit = (event: EngineEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return { engine, calls, emit };
}

export function fakeClock() {
  let waiting: (() => void)[] = [];
  const clock: Clock = { soon: (callback) => void waiting.push(callback) };
  const frame = (): void => {
    const now = waiting;
    waiting = [];
    for (const callback of now) callback();
  };
  return { clock, frame };
}
