/**
 * How far an unfinished upload is: for each part how it was sealed, and what the store has acknowledged. A journal: what
 * happens while one record is being written goes into the next, so that no part waits for more than two writes.
 */
import type { Bytes } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../crypto/cbor.ts';
import { asArray, asBytes, asText, asUint } from '../crypto/fields.ts';
import { PARTS_MAX } from '../limits.ts';
import type { PartReceipt } from '../transfer/part-sender.ts';
import type { PartSeal } from '../transfer/sealed-part.ts';

/** Part `index` (from 0) was sealed so; `etag` is null until the store has acknowledged it. */
interface Entry extends PartSeal {
  readonly index: number;
  readonly etag: string | null;
}

/**
 * What the store held as part `index` before any seal of that part was known here: its record was lost with a device's power. A part
 * that is listed with this ETag is that one, and not as it is sealed now.
 */
interface Foreign {
  readonly index: number;
  readonly foreign: string;
}

/**
 * Nothing here throws: a device that is full keeps no journal, and then an upload that is left sends anew what the
 * journal does not name.
 */
export interface PartJournal {
  /** Resolves when it is written down: before that no byte of the part may leave. */
  readonly sealed: (index: number, seal: PartSeal) => Promise<void>;
  /** Goes into the next record, for what the store has it can be asked. */
  readonly acknowledged: (receipt: PartReceipt) => void;
  /** Resolves when it is written down that the store holds something else as this part, with this ETag. */
  readonly foreign: (index: number, etag: string) => Promise<void>;
  /** Resolves when everything so far is written. */
  readonly written: () => Promise<void>;
}

/** What the journal of an upload says. */
export interface JournalState {
  readonly seals: Map<number, PartSeal>;
  readonly receipts: Map<number, PartReceipt>;
  /** ETags of what is not as its part is sealed. */
  readonly foreign: Map<number, string>;
}

/** Where a device keeps a journal: records, sealed by it, in the order of being added. */
export interface JournalStore {
  /** Those that are there and open. */
  readonly read: () => Promise<readonly Bytes[]>;
  readonly add: (record: Bytes) => Promise<void>;
  /** One in place of all that were read. */
  readonly replace: (record: Bytes) => Promise<void>;
}

/** The journal of an upload, as it was left, and the way to go on with it. */
export async function openJournal(
  store: JournalStore,
): Promise<{ readonly state: JournalState; readonly journal: PartJournal }> {
  const records = await store.read();
  const state: JournalState = { seals: new Map(), receipts: new Map(), foreign: new Map() };
  for (const plain of records) {
    for (const entry of decodeEntries(plain)) {
      if ('foreign' in entry) {
        state.foreign.set(entry.index, entry.foreign);
        continue;
      }
      const { index, etag, ...seal } = entry;
      state.seals.set(index, seal);
      if (etag !== null) state.receipts.set(index, { number: index + 1, etag, ...seal });
    }
  }
  if (records.length > 1) {
    const all = [...state.seals].map(([index, seal]) => {
      return { index, ...seal, etag: state.receipts.get(index)?.etag ?? null };
    });
    const foreign = [...state.foreign].map(([index, etag]) => ({ index, foreign: etag }));
    await store.replace(encodeEntries([...all, ...foreign]));
  }
  const batches = batched<Entry | Foreign>((batch) => store.add(encodeEntries(batch)));
  const journal: PartJournal = {
    sealed: (index, { seed, sha256 }) => batches.append({ index, seed, sha256, etag: null }),
    acknowledged: ({ number, seed, sha256, etag }) => batches.add({ index: number - 1, seed, sha256, etag }),
    foreign: (index, etag) => batches.append({ index, foreign: etag }),
    written: batches.written,
  };
  return { state, journal };
}

function encodeEntries(entries: readonly (Entry | Foreign)[]): Bytes {
  return encodeCbor(
    entries.map((entry) =>
      'foreign' in entry ? [entry.index, entry.foreign] : [entry.index, entry.seed, entry.sha256, entry.etag],
    ),
  );
}

function decodeEntries(plain: Bytes): (Entry | Foreign)[] {
  return asArray(decodeCbor(plain), 0, 3 * PARTS_MAX).map((one) => {
    const fields = asArray(one, 2, 4);
    const index = asUint(fields[0], 0, PARTS_MAX - 1);
    if (fields.length === 2) return { index, foreign: asText(fields[1]) };
    const [, seed, sha256, etag] = asArray(one, 4, 4);
    return {
      index,
      seed: asBytes(seed, 32),
      sha256: asBytes(sha256, 32),
      etag: etag === null ? null : asText(etag),
    };
  });
}

/** One write at a time; what is appended meanwhile goes together into the next. A write that fails is left out. */
function batched<T>(write: (batch: readonly T[]) => Promise<void>) {
  let waiting: T[] = [];
  let following: Promise<void> | null = null;
  let running: Promise<void> = Promise.resolve();

  function writeNext(): Promise<void> {
    const batch = waiting;
    waiting = [];
    following = null;
    running = write(batch).catch(() => undefined);
    return running;
  }

  function next(): Promise<void> {
    following ??= running.then(writeNext);
    return following;
  }

  return {
    /** For the next write, whenever that is. */
    add: (item: T): void => void waiting.push(item),
    /** Resolves when it is written. */
    append: (item: T): Promise<void> => {
      waiting.push(item);
      return next();
    },
    written: (): Promise<void> => (waiting.length > 0 ? next() : running),
  };
}
