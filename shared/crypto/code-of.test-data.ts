/** What a promise ends with, for tests of refusals. */
import { type ErrorCode, SealdropError } from '../errors.ts';

/** The code of the error that it throws. Any other error is thrown on, so that no test takes it for a refusal. */
export async function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'no error'> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    if (error instanceof SealdropError) return error.code;
    throw error;
  }
}
