/** Our CBOR against that of a library that knows all of it. */
import { decode, encode } from 'cborg';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Cbor, cborMap, decodeCbor, encodeCbor } from './cbor.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((one) => !one.startsWith('\uFEFF'));
const leaf = fc.oneof(
  fc.maxSafeNat(),
  fc.constantFrom(0, 23, 24, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER),
  text,
  fc.uint8Array({ maxLength: 300 }),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: Cbor }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 30 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 30 }).map((entries) => new Map(entries)),
  ),
}));

const whole = { useMaps: true, strict: true, rejectDuplicateMapKeys: true, allowIndefinite: false };

it('writes what the library writes, and reads it back', () => {
  fc.assert(
    fc.property(value, (one) => {
      const bytes = encodeCbor(one);
      expect(bytes).toEqual(new Uint8Array(encode(one)));
      expect(decodeCbor(bytes)).toEqual(one);
    }),
    { numRuns: 200 },
  );
});

it('reads nothing that the library would write otherwise', () => {
  const changed = fc.tuple(value, fc.nat(), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(changed, ([one, place, byte]) => {
      const bytes = encodeCbor(one);
      bytes[place % bytes.length] = byte;
      let read: Cbor;
      try {
        read = decodeCbor(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: 'damaged' });
        return;
      }
      expect(new Uint8Array(encode(read))).toEqual(bytes);
      expect(decode(bytes, whole)).toEqual(read);
    }),
    { numRuns: 1_000 },
  );
});

it('keys stand in one order, each once', () => {
  expect([...encodeCbor(cborMap({ bb: 1, a: 2, c: 3 }))]).toEqual([
    0xa3, 0x61, 0x61, 2, 0x61, 0x63, 3, 0x62, 0x62, 0x62, 1,
  ]);
  const twice = Uint8Array.of(0xa2, 0x61, 0x61, 1, 0x61, 0x61, 2);
  const misordered = Uint8Array.of(0xa2, 0x61, 0x63, 1, 0x61, 0x61, 2);
  for (const bytes of [twice, misordered]) expect(() => decodeCbor(bytes)).toThrow();
});

it.each([-1, 1.5, Number.NaN, 2 ** 53, true, undefined, new Date(), { a: 1 }])('%s is not written', (one) => {
  expect(() => encodeCbor(one as Cbor)).toThrow(expect.objectContaining({ code: 'bad-request' }));
});
