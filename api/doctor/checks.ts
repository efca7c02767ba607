/** Every check of a bucket in the order in which they are done: first what all others rest on. */
import type { Check } from './check.ts';
import { cors } from './cors-check.ts';
import { digests } from './digest-check.ts';
import { publicAccess } from './public-check.ts';
import { line, reachable, usable } from './reach-checks.ts';
import { lifecycle, objectLock, versions } from './settings-checks.ts';
import { deletion, lengths, multipart, wholeObjects } from './transfer-checks.ts';
import { unsignedHeaders } from './unsigned-check.ts';

export const checks: readonly Check[] = [
  reachable,
  line,
  usable,
  objectLock,
  versions,
  digests,
  wholeObjects,
  multipart,
  lengths,
  deletion,
  cors,
  publicAccess,
  unsignedHeaders,
  lifecycle,
];
