/** The words between the bench page and a lane (bench/workers/worker.ts). */

export type Job =
  | 'plain-upload'
  | 'plain-download'
  | 'download'
  | 'raw-seal'
  | 'seal'
  | 'read-files'
  | 'bare-upload'
  | 'bare-files'
  | 'bare-seal'
  | 'bare-download'
  | 'rival-upload';

/** Does what is outside the clock with what it is given, and answers what is inside. */
export type Prepare = (input: unknown) => Promise<(go: unknown) => Promise<unknown>>;

export type ToLane = { readonly job: Job; readonly input: unknown } | { readonly go: unknown };

export type FromLane =
  | { readonly lane: 'ready' }
  | { readonly lane: 'done'; readonly output: unknown }
  | { readonly lane: 'failed'; readonly words: string };

/** Where the object of an opened share is. */
export interface BodyAddress {
  readonly url: string;
  readonly objectSize: number;
}
