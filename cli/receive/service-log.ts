/**
 * The service's log: JSON lines on standard error. Its fields are a closed set without a place for names, addresses, ids, links or
 * keys: an arrival is called by its number, which the journal has beside its names.
 */

export interface ServiceLogFields {
  /** Number of the arrival, as in the journal. */
  readonly arrival?: number;
  readonly files?: number;
  /** Of all its files. */
  readonly bytes?: number;
  readonly code?: string;
  /** Of this machine, where packages are taken. */
  readonly port?: number;
  /** What the hook ended with: its exit code, or the signal. */
  readonly ended?: number | string;
  /** Seconds until the next attempt. */
  readonly wait?: number;
}

export type ServiceEvent =
  | 'started'
  | 'published'
  | 'listening'
  | 'waiting'
  | 'receiving'
  | 'reconnecting'
  | 'stored'
  | 'failed'
  | 'hook-ended'
  | 'not-dismissed'
  | 'stopped';

export type ServiceLog = (
  level: 'info' | 'warn' | 'error',
  event: ServiceEvent,
  fields?: ServiceLogFields,
) => void;

export function serviceLog(write: (line: string) => void): ServiceLog {
  return (level, event, fields = {}) =>
    write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
}
