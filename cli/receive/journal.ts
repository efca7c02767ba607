/**
 * What has arrived in a folder: lines of JSON that are only ever added, each durable before anything follows from it. It is what
 * keeps a delivery from arriving twice, whatever ends the process. Names and senders are in it, and nothing that opens
 * anything. docs/receive.md, "The journal".
 */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import { inTurn } from '../../shared/transfer/lanes.ts';
import { syncFolder } from '../durable.ts';
import { now } from '../time.ts';

const common = {
  /** Unix seconds. */
  at: v.number(),
  /** Id of the share, or digest of a package: what arrives once. */
  delivery: v.string(),
};

const entrySchema = v.variant('step', [
  /** Its files are whole, and get these names next: one for each that stands directly in the folder. */
  v.strictObject({ ...common, step: v.literal('naming'), names: v.array(v.string()) }),
  /** They have them. */
  v.strictObject({
    ...common,
    step: v.literal('stored'),
    /** From 1. */
    arrival: v.number(),
    names: v.array(v.string()),
    files: v.number(),
    size: v.number(),
    /** Who signed it. */
    sender: v.record(v.string(), v.string()),
    /** Whether a hook is to be told. */
    hook: v.boolean(),
  }),
  /** The hook was told. */
  v.strictObject({ ...common, step: v.literal('hook'), ended: v.union([v.number(), v.string()]) }),
]);

type Entry = v.InferOutput<typeof entrySchema>;
export type StoredEntry = Extract<Entry, { step: 'stored' }>;
type Unwritten<T> = T extends unknown ? Omit<T, 'at' | 'arrival'> : never;

/** The journal holds something that was not written by this service. */
export class JournalError extends Error {
  readonly path: string;
  readonly line: number;

  constructor(path: string, line: number) {
    super('journal');
    this.path = path;
    this.line = line;
  }
}

export interface Journal {
  readonly isStored: (delivery: string) => boolean;
  /** Names that were last chosen for one that is not stored; null where none were. */
  readonly namesOf: (delivery: string) => readonly string[] | null;
  /** Those whose hook has still to be told, oldest first. */
  readonly hooksDue: () => readonly StoredEntry[];
  /** Resolves, with its time and number, when it is durable. */
  readonly add: <T extends Unwritten<Entry>>(entry: T) => Promise<Extract<Entry, Pick<T, 'step'>>>;
  readonly close: () => Promise<void>;
}

/**
 * The journal at `path`, made where there is none; a last line that was cut off was never written. One process at a time. Throws
 * JournalError where a line is none of its own.
 */
export async function openJournal(path: string, folder: string): Promise<Journal> {
  const file = await open(path, 'a+', 0o600);
  try {
    await cutTail(file);
    await syncFolder(folder);
    return await journalIn(file, path);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Takes away what stands behind the last line that is whole. */
async function cutTail(file: FileHandle): Promise<void> {
  const { size } = await file.stat();
  const piece = Buffer.alloc(65_536);
  for (let end = size; end > 0; end -= piece.length) {
    const start = Math.max(0, end - piece.length);
    const { bytesRead } = await file.read(piece, 0, end - start, start);
    const found = piece.subarray(0, bytesRead).lastIndexOf('\n');
    if (found < 0 && start > 0) continue;
    await file.truncate(start + found + 1);
    break;
  }
  await file.sync();
}

async function journalIn(file: FileHandle, path: string): Promise<Journal> {
  const stored = new Set<string>();
  const naming = new Map<string, readonly string[]>();
  const hooks = new Map<string, StoredEntry>();
  let last = 0;

  function apply(entry: Entry): void {
    const { delivery } = entry;
    if (entry.step === 'naming') naming.set(delivery, entry.names);
    if (entry.step === 'hook') hooks.delete(delivery);
    if (entry.step !== 'stored') return;
    stored.add(delivery);
    naming.delete(delivery);
    last = Math.max(last, entry.arrival);
    if (entry.hook) hooks.set(delivery, entry);
  }

  let number = 0;
  for await (const line of createInterface({
    input: createReadStream(path),
    crlfDelay: Number.POSITIVE_INFINITY,
  })) {
    number++;
    const entry = parse(line);
    if (!entry) throw new JournalError(path, number);
    apply(entry);
  }

  const oneByOne = inTurn();
  let { size } = await file.stat();

  async function write(unwritten: Unwritten<Entry>): Promise<Entry> {
    const entry: Entry =
      unwritten.step === 'stored'
        ? { at: now(), arrival: last + 1, ...unwritten }
        : { at: now(), ...unwritten };
    const line = Buffer.from(`${JSON.stringify(entry)}\n`);
    try {
      await file.appendFile(line);
      await file.datasync();
    } catch (error) {
      // Half of it may stand there, as on a full disk: the next one must not stand behind that.
      await file.truncate(size);
      throw error;
    }
    size += line.length;
    apply(entry);
    return entry;
  }

  return {
    isStored: (delivery) => stored.has(delivery),
    namesOf: (delivery) => naming.get(delivery) ?? null,
    hooksDue: () => [...hooks.values()],
    add: (entry) => oneByOne(() => write(entry)) as Promise<never>,
    close: () => oneByOne(() => file.close()),
  };
}

function parse(line: string): Entry | null {
  try {
    const parsed = v.safeParse(entrySchema, JSON.parse(line));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
