/**
 * `npm run floe -- encrypt|decrypt`: FLOE (c2sp.org/FLOE) between standard input and standard output, so that
 * other implementations' files can be read and made. It streams by segments, and takes whatever the FLOE
 * specification allows; the stricter rules of a share's body are not checked here. docs/format.md, "FLOE".
 *
 * Decryption writes each segment as it is authenticated: output counts only where the exit code is 0.
 */
import { parseArgs } from 'node:util';
import { type Bytes, concat, fromHex, utf8 } from '../shared/bytes.ts';
import { SEGMENT_OVERHEAD } from '../shared/crypto/body.ts';
import {
  FLOE_ROTATION_MASK,
  isInnerSegment,
  startFloeDecryption,
  startFloeEncryption,
} from '../shared/crypto/floe.ts';
import { FLOE_HEADER_SIZE } from '../shared/crypto/manifest-size.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';

const usage = `usage: npm run floe -- encrypt|decrypt --key HEX --aad TEXT --segment BYTES [--rotation-mask N]

  --key            32 bytes in hex
  --aad            associated data, as UTF-8
  --segment        length of an encrypted segment, ${SEGMENT_OVERHEAD} bytes of overhead included
  --rotation-mask  a key is derived for every 2^N segments; ${FLOE_ROTATION_MASK} if not given
`;

/** One segment is in memory at a time, so this bounds it. */
const SEGMENT_LENGTH_MAX = 2 ** 30;
const ROTATION_MASK_MAX = 40;

class UsageError extends Error {}

interface Options {
  readonly direction: 'encrypt' | 'decrypt';
  readonly key: Bytes;
  readonly aad: Bytes;
  readonly parameters: { readonly segmentSize: number; readonly rotationMask: number };
}

function whole(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d{1,10}$/.test(text) || value < min || value > max) {
    throw new UsageError(`--${name} must be a whole number from ${min} to ${max}`);
  }
  return value;
}

function parseOptions(parameters: string[]): Options {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: parameters,
    options: { key: text, aad: text, segment: text, 'rotation-mask': text },
    allowPositionals: true,
  });
  const [direction] = positionals;
  if (positionals.length !== 1 || (direction !== 'encrypt' && direction !== 'decrypt')) {
    throw new UsageError('say either encrypt or decrypt');
  }
  if (values.key === undefined || !/^[0-9a-fA-F]{64}$/.test(values.key)) {
    throw new UsageError('--key must be 64 hex digits');
  }
  if (values.aad === undefined) throw new UsageError('--aad is missing');
  if (values.segment === undefined) throw new UsageError('--segment is missing');
  return {
    direction,
    key: fromHex(values.key),
    aad: utf8(values.aad),
    parameters: {
      segmentSize: whole('segment', values.segment, SEGMENT_OVERHEAD + 1, SEGMENT_LENGTH_MAX),
      rotationMask: whole(
        'rotation-mask',
        values['rotation-mask'] ?? `${FLOE_ROTATION_MASK}`,
        0,
        ROTATION_MASK_MAX,
      ),
    },
  };
}

/** Standard input in blocks of exactly the length asked for; shorter only at its end. */
function blocksOf(input: AsyncIterable<Buffer>) {
  const iterator = input[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);

  return async function block(size: number): Promise<Bytes> {
    const chunks = [rest];
    let length = rest.length;
    while (length < size) {
      const next = await iterator.next();
      if (next.done === true) break;
      chunks.push(next.value);
      length += next.value.length;
    }
    const all = chunks.length === 1 ? rest : concat(...chunks);
    rest = all.subarray(size);
    return new Uint8Array(all.subarray(0, size));
  };
}

function write(bytes: Bytes): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function encrypt(options: Options, block: (size: number) => Promise<Bytes>): Promise<void> {
  const size = options.parameters.segmentSize - SEGMENT_OVERHEAD;
  const { header, seal } = await startFloeEncryption(options);
  await write(header);
  // One block ahead, for only the end of the input tells which segment is final.
  let current = await block(size);
  for (let position = 0; ; position++) {
    const next = current.length === size ? await block(size) : new Uint8Array(0);
    const final = next.length === 0;
    await write(await seal(current, position, final));
    if (final) return;
    current = next;
  }
}

async function decrypt(options: Options, block: (size: number) => Promise<Bytes>): Promise<void> {
  const size = options.parameters.segmentSize;
  const { open } = await startFloeDecryption(options, await block(FLOE_HEADER_SIZE));
  for (let position = 0; ; position++) {
    const segment = await block(size);
    const final = !isInnerSegment(segment);
    await write(await open(segment, position, final));
    if (!final) continue;
    if ((await block(1)).length > 0) throw new SealdropError('damaged');
    return;
  }
}

function explain(error: unknown): string {
  if (hasCode(error, 'damaged'))
    return 'This is not a whole FLOE ciphertext under this key, these associated data and these parameters.';
  return error instanceof Error ? error.message : String(error);
}

async function main(): Promise<number> {
  let options: Options;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${explain(error)}\n\n${usage}`);
    return 2;
  }
  // Who reads our output may leave early; the failed write tells us, and nothing else needs to.
  process.stdout.on('error', () => {});
  try {
    const block = blocksOf(process.stdin);
    await (options.direction === 'encrypt' ? encrypt(options, block) : decrypt(options, block));
    return 0;
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    return 1;
  }
}

process.exitCode = await main();
