/**
 * How far an unfinished upload is: for each part how it was sealed, and what the store has acknowledged. A journal: what
 * happens while one record is being written goes into the next, so that no part waits for more than two writes.
 */
import { delMany, entries, keys, set } from 'idb-keyval';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { decodeCbor, encodeCbor } from '../../shared/crypto/cbor.ts';
import { asArray, asBytes, asText, asUint } from '../../shared/crypto/fields.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { PARTS_MAX } from '../../shared/limits.ts';
import type { PartReceipt } from '../../shared/transfer/part-sender.ts';
import type { PartSeal } from '../../shared/transfer/sealed-part.ts';
import { createStore } from './database.ts';
import { openForDevice, sealForDevice } from './device-key.ts';

/** Part `index` (from 0) was sealed so; `etag` is null until the store has acknowledged it. */
interface Entry extends PartSeal {
  readonly index: number;
  readonly etag: string | null;
}

/**
 * Nothing here throws: a browser that is full keeps no journal, and then an upload that is left sends anew what the
 * journal does not name.
 */
export interface PartJournal {
  /** Resolves when it is written down: before that no byte of the part may leave. */
  readonly sealed: (index: number, seal: PartSeal) => Promise<void>;
  /** Goes into the next record, for what the store has it can be asked. */
  readonly acknowledged: (receipt: PartReceipt) => void;
  /** Resolves when everything so far is written. */
  readonly written: () => Promise<void>;
}

/** What the journal of an upload says. */
export interface JournalState {
  readonly seals: Map<number, PartSeal>;
  readonly receipts: Map<number, PartReceipt>;
}

const store = createStore('sealdrop-upload-parts', 'parts');

/** The journal of the upload of share `id`, as it was left, and the way to go on with it. */
export async function openPartJournal(
  id: Bytes,
): Promise<{ readonly state: JournalState; readonly journal: PartJournal }> {
  const prefix = `${toBase64Url(id)}/`;
  const records = await recordsOf(prefix);
  const state: JournalState = { seals: new Map(), receipts: new Map() };
  for (const { sealed } of records) {
    const plain = await openForDevice(sealed, labelled('uploadParts', id)).catch(() => null);
    if (!plain) continue;
    for (const { index, etag, ...seal } of decodeEntries(plain)) {
      state.seals.set(index, seal);
      if (etag !== null) state.receipts.set(index, { number: index + 1, etag, ...seal });
    }
  }
  let next = (records.at(-1)?.number ?? 0) + 1;

  async function write(batch: readonly Entry[]): Promise<void> {
    const plain = encodeCbor(batch.map(({ index, seed, sha256, etag }) => [index, seed, sha256, etag]));
    await set(`${prefix}${next++}`, await sealForDevice(plain, labelled('uploadParts', id)), store);
  }

  if (records.length > 1) {
    // One record in place of many; the old ones go when it is there.
    const all = [...state.seals].map(([index, seal]) => {
      return { index, ...seal, etag: state.receipts.get(index)?.etag ?? null };
    });
    await write(all);
    await delMany(
      records.map(({ number }) => `${prefix}${number}`),
      store,
    );
  }
  const batches = batched(write);
  const journal: PartJournal = {
    sealed: (index, { seed, sha256 }) => batches.append({ index, seed, sha256, etag: null }),
    acknowledged: ({ number, seed, sha256, etag }) => batches.add({ index: number - 1, seed, sha256, etag }),
    written: batches.written,
  };
  return { state, journal };
}

/** Deletes the journal of an upload. */
export async function forgetPartJournal(id: Bytes): Promise<void> {
  const prefix = `${toBase64Url(id)}/`;
  const all = await keys<string>(store);
  await delMany(
    all.filter((key) => key.startsWith(prefix)),
    store,
  );
}

async function recordsOf(prefix: string): Promise<{ number: number; sealed: Bytes }[]> {
  const all = await entries<string, Bytes>(store);
  return all
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, sealed]) => ({ number: Number(key.slice(prefix.length)), sealed }))
    .toSorted((a, b) => a.number - b.number);
}

function decodeEntries(plain: Bytes): Entry[] {
  return asArray(decodeCbor(plain), 0, 2 * PARTS_MAX).map((one) => {
    const [index, seed, sha256, etag] = asArray(one, 4, 4);
    return {
      index: asUint(index, 0, PARTS_MAX - 1),
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
