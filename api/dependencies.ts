/** What the API is a function of. Routes take these and nothing else, so a test gives its own clock, disk and log. */

import type { Config } from './config.ts';
import type { Database } from './database/open.ts';
import type { Log } from './log.ts';
import type { ObjectStore } from './objects/store.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RecordKeys } from './sealing/record-keys.ts';

export interface Dependencies {
  readonly database: Database;
  /** What seals the database's records, and finds them. */
  readonly records: RecordKeys;
  readonly objects: ObjectStore;
  readonly rates: RateLimits;
  readonly config: Config;
  /** Unix seconds, whole. */
  readonly now: () => number;
  readonly log: Log;
}
