/**
 * The texts in the language of the interface. They are there before anything is drawn (web/entry.ts) and may become
 * those of another language, so texts are read where they are shown, never when a module is loaded; to keep a part of
 * `t` under a short name is fine.
 */
import type { ErrorDetails } from '../../shared/errors.ts';
import { personCode } from '../../shared/errors.ts';
import type { WireError } from '../engine/protocol.ts';
import type { Catalogue } from './catalogue.ts';
import type { FailureWords } from './en/failures.ts';
import { setLocale } from './format.ts';
import { live } from './live.ts';

let spoken: Catalogue | null = null;

/** From here on the texts are these, and numbers and dates as in `locale`. What is drawn already has to be drawn anew. */
export function speak(catalogue: Catalogue, locale: string): void {
  spoken = catalogue;
  setLocale(locale);
}

export const t: Catalogue = live(() => spoken);

/** The words for an error. Codes between client and server have none of their own. */
export function failureWords(error: WireError): FailureWords {
  const words: (details: ErrorDetails) => FailureWords = t.failures[personCode(error.code)];
  return words(error.details);
}
