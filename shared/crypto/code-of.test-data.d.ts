/** What a promise ends with, for tests of refusals. */
import { type ErrorCode } from '../errors.ts';
/** The code of the error that it throws. Any other error is thrown on, so that no test takes it for a refusal. */
export declare function codeOf(work: Promise<unknown>): Promise<ErrorCode | 'no error'>;
