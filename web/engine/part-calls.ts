/**
 * What the engine and the workers that move its bytes ask of each other. Plaintext, ciphertext digests and keys that cannot be read out cross this border; body keys, secrets and tokens do not.
 */
import type { Bytes } from '../../shared/bytes.ts';
import type { PresignedPut } from '../../shared/contract.ts';
import type { PartReceipt } from '../../shared/transfer/part-sender.ts';
import type { Body, PartSeal } from '../../shared/transfer/sealed-part.ts';

/**
 * Asked of a worker. `job` numbers a transfer; parts are counted from 0; `moved` is the memory of a part (rpc.ts); `pace`
 * is that of the engine's clock.
 */
export type PartCalls = {
  /** Answers as soon as it runs. */
  begin: { in: null; out: null };
  'open-upload': { in: { job: number; body: Body; pace: number }; out: null };
  /** Seals and puts a part. */
  send: {
    in: { job: number; index: number; before: PartSeal | null; moved: Bytes };
    out: { receipt: PartReceipt; moved: Bytes };
  };
  compare: { in: { job: number; index: number; before: PartSeal; moved: Bytes }; out: { moved: Bytes } };
  /** Requests that run are broken off, and wait with their bytes until the transfer goes on. */
  pause: { in: { job: number; paused: boolean }; out: null };
  /** `digests`: of all parts, one after another. */
  'open-download': { in: { job: number; body: Body; digests: Bytes; pace: number }; out: null };
  /** The verified plaintext of a part, where there is memory in that. */
  receive: { in: { job: number; index: number; moved: Bytes | null }; out: { moved: Bytes } };
  /** Whatever runs of it is aborted. */
  end: { in: { job: number }; out: null };
};

/** Asked of the engine. */
export type EngineCalls = {
  /** An address for a part that has just been sealed so; it is remembered how, before the address is given. */
  'put-url': { in: { job: number; number: number; size: number; seal: PartSeal }; out: PresignedPut };
  /** Bytes of a part that have left, and were not acknowledged yet. */
  sending: { in: { job: number; number: number; bytes: number }; out: null };
  /** Throws where it is of no use to try a refused part again. */
  'put-refused': { in: { job: number }; out: null };
  'get-url': { in: { job: number }; out: string };
  'get-refused': { in: { job: number }; out: null };
  /** A piece of work has begun to wait, or goes on. */
  reconnecting: { in: { job: number; reconnecting: boolean }; out: null };
};
