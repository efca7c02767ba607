/** What others sent to this person's request links. */
import type { Delivery } from '../engine/protocol.ts';
import type { Engine } from './engine.ts';
import { createList, type List } from './list.ts';

export interface Inbox extends List<Delivery> {
  dismiss(shareId: string): Promise<void>;
  remove(shareId: string): Promise<void>;
}

export function createInbox(engine: Engine): Inbox {
  const list = createList<Delivery>(engine, {
    read: () => engine.call('inbox', null),
    changedBy: ['keys-changed'],
  });
  return {
    ...list,
    async dismiss(shareId) {
      await engine.call('dismiss-delivery', { shareId });
      await list.refresh();
    },
    async remove(shareId) {
      await engine.call('delete-delivery', { shareId });
      await list.refresh();
    },
  };
}
