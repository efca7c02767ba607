/**
 * The one logger: JSON lines on standard error. Its fields are a closed set that has no place for an address, an id, a
 * token or a URL, so nothing that could open or name a share can be written by accident.
 */
import type { ErrorCode } from '../shared/errors.ts';
import type { LogLevel } from './config.ts';
import type { StoreProblem } from './objects/store.ts';

export interface LogFields {
  readonly request?: string;
  readonly method?: string;
  /** The route's pattern, as "/api/shares/:id". */
  readonly route?: string;
  readonly status?: number;
  /** Until the last byte of the answer had left, or the client. */
  readonly ms?: number;
  /** Bytes that came and went on the request's connection since the line before. */
  readonly received?: number;
  readonly sent?: number;
  readonly code?: ErrorCode;
  /** Of the store: which of the ways of not working it is. */
  readonly problem?: StoreProblem['kind'];
  /** Of an error: its class, the system's code, and where it was thrown; never its message, which may quote input. */
  readonly error?: string;
  readonly stack?: readonly string[];
  readonly count?: number;
}

export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

const rank: Readonly<Record<LogLevel, number>> = { info: 0, warn: 1, error: 2 };

/** A logger that hands each line to `write`, with its level. */
export function createLog(least: LogLevel, write: (line: string, level: LogLevel) => void): Log {
  return (level, event, fields = {}) => {
    if (rank[level] < rank[least]) return;
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`, level);
  };
}

/** Milliseconds that a line of level info waits for others. */
const GATHER_MS = 10;

/**
 * Hands lines on together: under load a write for every line takes a tenth of the server's time. A warning or an error goes at
 * once, with what waits before it. `flush` hands on what waits, when the program exits; one that is ended otherwise, by KILL, by
 * HUP or by an abort, loses lines of level info of its last few milliseconds.
 */
export function gatherLines(write: (text: string) => void): {
  readonly write: (line: string, level: LogLevel) => void;
  readonly flush: () => void;
} {
  let waiting = '';
  const flush = () => {
    const text = waiting;
    waiting = '';
    if (text !== '') write(text);
  };
  return {
    write(line, level) {
      if (waiting === '' && level === 'info') setTimeout(flush, GATHER_MS).unref();
      waiting += line;
      if (level !== 'info') flush();
    },
    flush,
  };
}

/** Names and codes of errors can be a store's own text: nothing but a word of it is written. */
function word(text: string): string {
  return /^\w{1,64}$/.test(text) || /^[a-z-]{1,32}$/.test(text) ? text : 'other';
}

/** An error as it may be logged, with that of its causes. */
export function errorFields(error: unknown): Pick<LogFields, 'error' | 'stack'> {
  const names: string[] = [];
  const stack: string[] = [];
  for (let at = error; at instanceof Error && names.length < 5; at = at.cause) {
    names.push('code' in at ? `${word(at.name)} ${word(String(at.code))}` : word(at.name));
    // Behind the message, which may have lines of its own.
    const lines = (at.stack ?? '').replace(`${at.name}: ${at.message}`, '').split('\n');
    stack.push(...lines.filter((line) => /^ {4}at /.test(line)));
  }
  return { error: names.join(' < ') || typeof error, stack: stack.slice(0, 20).map((line) => line.trim()) };
}
