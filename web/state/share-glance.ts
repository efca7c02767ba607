/** How a share stands, in the one thing that a person wants to know of it first. */
import type { EndReason } from '../../shared/errors.ts';
import { DAY } from '../../shared/limits.ts';
import type { OwnShare } from '../engine/protocol.ts';
import { isUnfinished } from './own-shares.ts';

export type Glance =
  /** `part`: how far it is, null where another tab sends it. */
  | { readonly kind: 'uploading'; readonly part: number | null }
  /** It waits for the same files. */
  | { readonly kind: 'waiting' }
  /** Not complete, and nothing here can go on with it. */
  | { readonly kind: 'stuck' }
  | { readonly kind: 'ready'; readonly expires: number }
  | { readonly kind: 'downloaded'; readonly expires: number; readonly count: number }
  /** Less than a day is left. */
  | { readonly kind: 'ending'; readonly left: number }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  /** The server never took it, or cannot be asked. */
  | { readonly kind: 'never' | 'unknown' };

/** Seconds that are left of what ends within a day, else null. */
export function endingSoon(expires: number, now: number): number | null {
  return expires - now < DAY ? Math.max(0, expires - now) : null;
}

/** `part`: how far an upload of this tab is, null where none runs here; `now` in Unix seconds. */
export function glanceOf(share: OwnShare, part: number | null, now: number): Glance {
  const { status, running, resume } = share;
  switch (status.state) {
    case 'uploading':
      if (part !== null || running) return { kind: 'uploading', part };
      return { kind: resume === null ? 'stuck' : 'waiting' };
    case 'ready': {
      const { expires, downloads } = status;
      const left = endingSoon(expires, now);
      if (left !== null) return { kind: 'ending', left };
      return downloads === 0 ? { kind: 'ready', expires } : { kind: 'downloaded', expires, count: downloads };
    }
    case 'ended':
      return { kind: 'ended', reason: status.reason };
    case 'not-found':
      // A tab that has just begun: the server is being told of it.
      if (running) return { kind: 'uploading', part };
      return { kind: isUnfinished(share) ? 'waiting' : 'never' };
    case 'unknown':
      return { kind: 'unknown' };
  }
}
