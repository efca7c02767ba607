/** The CRC-32 of ZIP. Eight bytes at once, for a package is as long as what it holds, and this is the slowest step of reading it. */

/** A table of 256 for each number of bytes that stand behind a byte, 0 to 7: what it does to the remainder. */
type Table = Int32Array;
const [T0, T1, T2, T3, T4, T5, T6, T7] = tables() as [Table, Table, Table, Table, Table, Table, Table, Table];

function tables(): Table[] {
  const all = [Int32Array.from({ length: 256 }, (_, byte) => remainderOf(byte))];
  for (let behind = 1; behind < 8; behind++) {
    const before = all[behind - 1] as Table;
    const first = all[0] as Table;
    all.push(before.map((value) => (value >>> 8) ^ (first[value & 0xff] as number)));
  }
  return all;
}

function remainderOf(byte: number): number {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
}

/** The CRC-32 of bytes; with `before`, of everything that had that one and of these bytes behind it. */
export function crc32(bytes: Uint8Array, before = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const whole = bytes.length - (bytes.length % 8);
  let crc = ~before;
  let at = 0;
  for (; at < whole; at += 8) {
    const low = crc ^ view.getInt32(at, true);
    const high = view.getInt32(at + 4, true);
    crc =
      (T7[low & 0xff] as number) ^
      (T6[(low >>> 8) & 0xff] as number) ^
      (T5[(low >>> 16) & 0xff] as number) ^
      (T4[low >>> 24] as number) ^
      (T3[high & 0xff] as number) ^
      (T2[(high >>> 8) & 0xff] as number) ^
      (T1[(high >>> 16) & 0xff] as number) ^
      (T0[high >>> 24] as number);
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ (T0[(crc ^ (bytes[at] as number)) & 0xff] as number);
  return ~crc >>> 0;
}
