/** A device's place for a journal, in memory, for tests. */
import type { Bytes } from '../bytes.ts';
import type { JournalStore } from './part-journal.ts';

/** One that holds these records, and tells them. */
export function storeInMemory(records: Bytes[] = []): JournalStore & { readonly records: readonly Bytes[] } {
  return {
    records,
    read: async () => [...records],
    add: async (record) => void records.push(record),
    replace: async (record) => void records.splice(0, records.length, record),
  };
}
