/** The texts in the language of the interface. English is the only one so far. */
import type { ErrorDetails } from '../../shared/errors.ts';
import { personCode } from '../../shared/errors.ts';
import type { WireError } from '../engine/protocol.ts';
import type { Catalogue } from './catalogue.ts';
import { en } from './en/catalogue.ts';
import type { FailureWords } from './en/failures.ts';

export const t: Catalogue = en;

/** The words for an error. Codes between client and server have none of their own. */
export function failureWords(error: WireError): FailureWords {
  const words: (details: ErrorDetails) => FailureWords = t.failures[personCode(error.code)];
  return words(error.details);
}
