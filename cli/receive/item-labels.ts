/**
 * The labels of sealed items, beside those of the format (shared/crypto/labels.ts): unique, ASCII, and prefix-free among both
 * with the 00 that ends each of them. docs/receive.md, "Sealed items".
 */
import { type Bytes, concat, utf8 } from '../../shared/bytes.ts';

export const itemLabels = {
  keyId: 'sealdrop/v1/item/key-id',
  wrappingKey: 'sealdrop/v1/item/wrapping-key',
  wrap: 'sealdrop/v1/item/wrap',
  check: 'sealdrop/v1/item/check',
  contentsKey: 'sealdrop/v1/item/contents-key',
  contents: 'sealdrop/v1/item/contents',
  bodyKey: 'sealdrop/v1/item/body-key',
} as const;

/** The label's ASCII bytes, 00, then `fields` as they are. */
export function itemLabelled(label: keyof typeof itemLabels, ...fields: readonly Uint8Array[]): Bytes {
  return concat(utf8(`${itemLabels[label]}\0`), ...fields);
}
