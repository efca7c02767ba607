/**
 * The way up of a body: every part is sent, several at a time, and the body completed; what an earlier attempt has sent is
 * compared with the files as they are now. Memory does not grow with the files. Knows no browser, and neither reads nor
 * seals: a PartSender does. docs/format.md, "Sending".
 */
import { type Bytes, concat, random } from '../bytes.ts';
import type { SentPart } from '../client.ts';
import { type BodyGeometry, storedPart } from '../crypto/body.ts';
import { asSealdropError, hasCode, SealdropError } from '../errors.ts';
import { inLanes } from './lanes.ts';
import type { PartReceipt, PartSender } from './part-sender.ts';
import type { PartSeal } from './sealed-part.ts';
import { adaptiveWindow, type Window } from './window.ts';

export interface SendPorts {
  readonly parts: PartSender;
  /** Names every part to the store. Throws parts-mismatch with the numbers that it holds otherwise. */
  readonly complete: (parts: readonly SentPart[]) => Promise<void>;
  readonly signal: AbortSignal;
  /** Before each part begins: resolves when it may. For whoever pauses. */
  readonly admit: () => Promise<void>;
  /** Bytes of the stored body that were acknowledged since the last call. */
  readonly onSent: (bytes: number) => void;
  /** How many parts are under way: whoever sees requests fail tells it (sendWindow). */
  readonly window?: Window;
}

/** What is known of the parts of a body before it is sent, by index. */
export interface KnownParts {
  /** How parts were sealed: those may be at the store or not, and are never sealed in another way. */
  readonly seals: ReadonlyMap<number, PartSeal>;
  /** Those that the store has acknowledged. */
  readonly receipts: ReadonlyMap<number, PartReceipt>;
}

/** What comparing parts with the files takes. */
interface Comparing {
  readonly receipts: ReadonlyMap<number, PartReceipt>;
  readonly ports: SendPorts;
  /** At once. */
  readonly most: number;
}

const nothingKnown: KnownParts = { seals: new Map(), receipts: new Map() };

/** Four requests are the knee of every engine where parts are there; on a quick line, where they are still to be sealed, twice as many are better. */
const WINDOW = { start: 4, most: 8 };
/** Bytes under way at most, however large a part is. */
const BYTES_AT_ONCE = 256 * 1_048_576;
/** Parts being compared at once, at most. */
const COMPARING = 4;
/** Times that a store may refuse parts at completion before it is taken for broken. */
const COMPLETE_ATTEMPTS = 3;

/** The window for a body: larger parts are fewer at once. */
export function sendWindow(geometry: BodyGeometry): Window {
  return adaptiveWindow({ ...WINDOW, most: Math.min(WINDOW.most, mostOf(geometry)) });
}

function mostOf(geometry: BodyGeometry): number {
  return Math.max(2, Math.floor(BYTES_AT_ONCE / storedPart(geometry, 0).size));
}

/**
 * Sends what is missing of a body and completes it. Answers the digests of all parts, one after another, as the
 * manifest has them. Throws file-changed where a part that was sealed earlier has other plaintext now, and what the
 * ports throw.
 */
export async function sendBody(
  geometry: BodyGeometry,
  ports: SendPorts,
  known: KnownParts = nothingKnown,
): Promise<Bytes> {
  const all = Array.from({ length: geometry.parts }, (_, i) => i);
  const receipts = new Map(known.receipts);
  const held = all.filter((index) => receipts.has(index));
  const comparing: Comparing = { receipts, ports, most: Math.min(COMPARING, mostOf(geometry)) };
  const unsure = await compareSome(held, comparing);
  for (const index of held) ports.onSent(storedPart(geometry, index).size);
  const missing = all.filter((index) => !receipts.has(index));
  const window = ports.window ?? sendWindow(geometry);
  await inLanes(window.limit, missing, async (index) => {
    const receipt = await sendPart(index, known.seals.get(index) ?? null, ports);
    receipts.set(index, receipt);
    const { size } = storedPart(geometry, index);
    window.arrived(size, performance.now());
    ports.onSent(size);
  });
  // Before the body is complete every part is known to be of these files.
  await compareAll(unsure, comparing);

  for (let attempt = 1; ; attempt++) {
    const sent = all.map((index) => receipts.get(index) as PartReceipt);
    try {
      await ports.complete(sent.map(({ number, sha256, etag }) => ({ number, sha256, etag })));
      return concat(...sent.map(({ sha256 }) => sha256));
    } catch (error) {
      const { numbers } = asSealdropError(error).details;
      if (!hasCode(error, 'parts-mismatch') || !numbers || attempt === COMPLETE_ATTEMPTS) throw error;
      const again = new Set(numbers.map((number) => number - 1).filter((index) => receipts.has(index)));
      await inLanes(window.limit, again, async (index) => {
        receipts.set(index, await sendPart(index, receipts.get(index) as PartReceipt, ports));
      });
    }
  }
}

async function sendPart(index: number, before: PartSeal | null, ports: SendPorts): Promise<PartReceipt> {
  await ports.admit();
  if (ports.signal.aborted) throw new SealdropError('cancelled');
  return ports.parts.send(index, before);
}

/**
 * Of parts sent earlier the first, the last and one at random are compared before anything is sent, so that other files
 * are noticed at once. Answers the rest.
 */
async function compareSome(held: readonly number[], comparing: Comparing): Promise<number[]> {
  const chance = new DataView(random(4).buffer).getUint32(0) % Math.max(1, held.length);
  const some = new Set([held[0], held[chance], held.at(-1)].filter((index) => index !== undefined));
  await compareAll([...some], comparing);
  return held.filter((index) => !some.has(index));
}

async function compareAll(indices: readonly number[], { receipts, ports, most }: Comparing): Promise<void> {
  await inLanes(most, indices, async (index) => {
    if (ports.signal.aborted) throw new SealdropError('cancelled');
    await ports.parts.compare(index, receipts.get(index) as PartReceipt);
  });
}
