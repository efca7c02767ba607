/** What this browser has sent, as the vault and the server know it. */
import type { OwnShare, ShareChange } from '../engine/protocol.ts';
import type { Engine } from './engine.ts';
import { createList, type List } from './list.ts';
import type { PutAway, Undo } from './undo.ts';

/** An upload that was begun here, runs in no tab, and can be taken up again. */
export function isUnfinished({ status: { state }, running, resume }: OwnShare): boolean {
  return resume !== null && !running && (state === 'uploading' || state === 'not-found');
}

export interface OwnShares extends List<OwnShare> {
  /** Those that wait for their files. */
  readonly unfinished: List<OwnShare>;
  revoke(shareId: string): Promise<void>;
  /** Forgets it here; it can be taken back. */
  dismiss(share: PutAway): Promise<void>;
  change(shareId: string, change: ShareChange): Promise<void>;
}

export function createOwnShares(engine: Engine, undo: Pick<Undo, 'offer'>): OwnShares {
  const list = createList<OwnShare>(engine, {
    read: () => engine.call('own-shares', { which: 'all' }),
    // A person who gets another name has it here too.
    changedBy: ['own-shares-changed', 'keys-changed'],
  });
  const unfinished = createList<OwnShare>(engine, {
    read: async () => (await engine.call('own-shares', { which: 'unfinished' })).filter(isUnfinished),
    changedBy: ['own-shares-changed'],
  });
  return {
    ...list,
    unfinished,
    async revoke(shareId) {
      await engine.call('revoke', { shareId });
      await list.refresh();
    },
    async dismiss(share) {
      await engine.call('dismiss', { shareId: share.id });
      undo.offer(share);
      await list.refresh();
    },
    async change(shareId, change) {
      await engine.call('change', { shareId, change });
      await list.refresh();
    },
  };
}
