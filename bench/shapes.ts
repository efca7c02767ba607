/** What is asked of the bench page, and what it answers: plain JSON between Node.js, the page and its workers. */

/** How a plain upload or download is spread out. */
export interface PlainShape {
  /** Requests in flight, over all workers. */
  readonly connections: number;
  readonly workers: number;
}

export interface PlainUpload extends PlainShape {
  /** Whether the parts are hashed inside the clock, as binding them to their digests demands, or before it. */
  readonly hashed: boolean;
}

/** How a file is read and encrypted with nothing around it. */
export interface RawSeal {
  /**
   * slice: of 8 MiB, the next one being read meanwhile; stream: whatever pieces the browser gives; memory: by a stream into
   * memory that is used again.
   */
  readonly read: 'slice' | 'stream' | 'memory';
  /** Bytes of one call of encrypt. */
  readonly call: number;
  readonly workers: number;
}

export interface RivalUpload {
  /** age: typage, X25519, on a stream. sodium: libsodium's secretstream, 256 KiB a message. */
  readonly rival: 'age' | 'sodium';
  readonly connections: number;
}

/** What one run took. */
export interface Took {
  readonly milliseconds: number;
  readonly bytes: number;
}
