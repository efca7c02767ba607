/** What every language has words for: the shape of the English catalogue, its texts being any. A text too few or too many is a type error. */
import type { en } from './en/catalogue.ts';

export type Words<T> = T extends string
  ? string
  : T extends (...parameters: infer Parameters) => infer Text
    ? (...parameters: Parameters) => Words<Text>
    : { readonly [Key in keyof T]: Words<T[Key]> };

export type Catalogue = Words<typeof en>;
