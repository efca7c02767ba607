/** The CRC-32 of ZIP. Four bytes at once, for a package is as long as what it holds, and this is the slowest step of reading it. */

/** Four tables of 256, one after another: what a byte does to the remainder with 0 to 3 bytes behind it. */
const TABLES = tables();

function tables(): Uint32Array {
  const all = new Uint32Array(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    all[byte] = value;
  }
  for (let i = 256; i < all.length; i++) {
    const before = all[i - 256] as number;
    all[i] = (before >>> 8) ^ (all[before & 0xff] as number);
  }
  return all;
}

/** The CRC-32 of bytes; with `before`, of everything that had that one and of these bytes behind it. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const table = (index: number): number => TABLES[index] as number;
  const byte = (index: number): number => bytes[index] as number;
  let crc = ~before;
  let at = 0;
  for (const whole = bytes.length - 3; at < whole; at += 4) {
    const word = crc ^ (byte(at) | (byte(at + 1) << 8) | (byte(at + 2) << 16) | (byte(at + 3) << 24));
    crc =
      table(768 + (word & 0xff)) ^
      table(512 + ((word >>> 8) & 0xff)) ^
      table(256 + ((word >>> 16) & 0xff)) ^
      table(word >>> 24);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ table((crc ^ byte(at)) & 0xff);
  return ~crc >>> 0;
}
