/** Links made and read without Sealdrop's own code (docs/format.md, "Links"). */
import { createHash } from 'node:crypto';

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

function base58(bytes: Uint8Array): string {
  let text = '';
  for (let rest = BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`); rest > 0n; rest /= 58n) {
    text = `${ALPHABET[Number(rest % 58n)] ?? ''}${text}`;
  }
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return '1'.repeat(zeros < 0 ? bytes.length : zeros) + text;
}

/** The 37 bytes of a fragment: 01, link secret (32), checksum (4). */
function fragmentBytes(fragment: string): Buffer {
  let value = 0n;
  for (const letter of fragment) value = value * 58n + BigInt(ALPHABET.indexOf(letter));
  return Buffer.from(value.toString(16).padStart(74, '0'), 'hex');
}

/** The link secret of a fragment. */
export function secretOf(fragment: string): Buffer {
  return fragmentBytes(fragment).subarray(1, 33);
}

/** A whole, well-formed link to this id. */
export function forgeLink(origin: string, id: Uint8Array, secret: Uint8Array): string {
  const payload = Buffer.concat([Buffer.of(1), secret]);
  const label = Buffer.from('sealdrop/v1/link-check\0');
  const check = createHash('sha256').update(label).update(id).update(payload).digest().subarray(0, 4);
  const text = base58(Buffer.concat([payload, check]));
  return `${origin}/s/${Buffer.from(id).toString('base64url')}#${text}`;
}
