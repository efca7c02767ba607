/**
 * The stanzas as they stand in a header: types, fields and their exact lengths. A type that is not known is kept
 * apart, for it may be what a newer version opens. docs/format.md, "Stanzas".
 */
import type { Bytes } from '../bytes.ts';
import { SealdropError } from '../errors.ts';
import { STANZA_MAX } from '../limits.ts';
import { type Cbor, encodeCbor } from './cbor.ts';
import { asArray, asBytes, asUint } from './fields.ts';

export interface PersonStanza {
  readonly type: 1;
  readonly enc: Bytes;
  readonly ct: Bytes;
}
export interface HybridPersonStanza {
  readonly type: 2;
  readonly enc: Bytes;
  readonly ct: Bytes;
}
export interface LinkStanza {
  readonly type: 3;
  readonly salt: Bytes;
  readonly check: Bytes;
  readonly ct: Bytes;
}
export interface LinkPassphraseStanza {
  readonly type: 4;
  readonly wrapSalt: Bytes;
  readonly argonSalt: Bytes;
  readonly check: Bytes;
  readonly ct: Bytes;
}
/** A type of a later version. */
export interface UnknownStanza {
  readonly type: 'unknown';
  readonly raw: Cbor;
}
export type Stanza = PersonStanza | HybridPersonStanza | LinkStanza | LinkPassphraseStanza | UnknownStanza;

/** Lengths of the fields behind the type, in bytes. */
const fieldSizes: Readonly<Record<number, readonly number[]>> = {
  1: [97, 48],
  2: [1665, 48],
  3: [16, 16, 48],
  4: [16, 16, 16, 48],
};

/** The stanza as CBOR: [type, fields...]. */
export function stanzaToCbor(stanza: Stanza): Cbor {
  switch (stanza.type) {
    case 1:
    case 2:
      return [stanza.type, stanza.enc, stanza.ct];
    case 3:
      return [stanza.type, stanza.salt, stanza.check, stanza.ct];
    case 4:
      return [stanza.type, stanza.wrapSalt, stanza.argonSalt, stanza.check, stanza.ct];
    case 'unknown':
      return stanza.raw;
  }
}

/** Throws damaged where a known type has other fields, or any stanza is above 4 KiB. */
export function stanzaFromCbor(value: Cbor): Stanza {
  const items = asArray(value, 1, STANZA_MAX);
  const type = asUint(items[0], 0, Number.MAX_SAFE_INTEGER);
  const sizes = fieldSizes[type];
  if (!sizes) {
    if (encodeCbor(value).length > STANZA_MAX) throw new SealdropError('damaged');
    return { type: 'unknown', raw: value };
  }
  if (items.length !== sizes.length + 1) throw new SealdropError('damaged');
  const field = (index: number): Bytes => asBytes(items[index + 1], sizes[index] as number);
  switch (type) {
    case 1:
    case 2:
      return { type, enc: field(0), ct: field(1) };
    case 3:
      return { type, salt: field(0), check: field(1), ct: field(2) };
    default:
      return { type: 4, wrapSalt: field(0), argonSalt: field(1), check: field(2), ct: field(3) };
  }
}
