/** The request links that this person has given out. */

import type { RequestLink } from '../engine/people-protocol.ts';
import type { Commands } from '../engine/protocol.ts';
import type { Engine } from './engine.ts';
import { createList, type List } from './list.ts';

export interface RequestLinks extends List<RequestLink> {
  add(wanted: Commands['new-request-link']['in']): Promise<RequestLink>;
  revoke(fingerprint: string, id: string): Promise<void>;
}

export function createRequestLinks(engine: Engine): RequestLinks {
  const list = createList<RequestLink>(engine, {
    read: () => engine.call('request-links', null),
    changedBy: ['keys-changed'],
  });
  return {
    ...list,
    async add(wanted) {
      const made = await engine.call('new-request-link', wanted);
      await list.refresh();
      return made;
    },
    async revoke(fingerprint, id) {
      await engine.call('revoke-request-link', { fingerprint, id });
      await list.refresh();
    },
  };
}
