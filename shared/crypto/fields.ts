/**
 * Reading a decoded CBOR value as the record that it must be: exact keys, exact lengths, capped numbers. Whatever
 * does not fit is "damaged". docs/format.md, "CBOR".
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import type { Cbor, CborMap } from './cbor.ts';

function fits<T>(condition: boolean, value: T): T {
  if (!condition) throw new SealdropError('damaged');
  return value;
}

/** A map with exactly these keys. */
export function asRecord(value: Cbor | undefined, keys: readonly string[]): CborMap {
  const map = asMap(value);
  fits(map.size === keys.length && keys.every((key) => map.has(key)), map);
  return map;
}

/** A map with any keys: what stands below "x". */
export function asMap(value: Cbor | undefined): CborMap {
  return fits(value instanceof Map, value as CborMap);
}

/** An array of between `min` and `max` items. */
export function asArray(value: Cbor | undefined, min: number, max: number): readonly Cbor[] {
  const array = fits(Array.isArray(value), value as readonly Cbor[]);
  return fits(array.length >= min && array.length <= max, array);
}

/** A byte string of between `min` and `max` bytes (exactly `min` where `max` is left out), as a copy. */
export function asBytes(value: Cbor | undefined, min: number, max: number = min): Bytes {
  const bytes = fits(value instanceof Uint8Array, value as Uint8Array);
  // A copy, so that no record keeps a whole received message alive or shares memory with it.
  return new Uint8Array(fits(bytes.length >= min && bytes.length <= max, bytes));
}

/** An unsigned integer of between `min` and `max`. */
export function asUint(value: Cbor | undefined, min: number, max: number): number {
  return fits(typeof value === 'number' && value >= min && value <= max, value as number);
}

export function asText(value: Cbor | undefined): string {
  return fits(typeof value === 'string', value as string);
}

/**
 * Checks the version (and, where given, the suite) of a record before its keys: a newer version may have others.
 * Throws needs-newer where it is not known, damaged where it is no number.
 */
export function knownVersion(value: Cbor | undefined, suites: readonly number[] | null = null): void {
  const map = asMap(value);
  const version = asUint(map.get('v'), 0, Number.MAX_SAFE_INTEGER);
  if (version !== 1) throw new SealdropError('needs-newer');
  if (suites && !suites.includes(asUint(map.get('suite'), 0, 65_535))) throw new SealdropError('needs-newer');
}
