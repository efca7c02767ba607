/**
 * How an error travels over HTTP: a status for each code, and a body with the code and those details that the
 * contract knows. Codes that only a client can meet are "unexpected" here.
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, type ErrorDetails, SealdropError } from '../shared/errors.ts';

const statuses: Partial<Readonly<Record<ErrorCode, ContentfulStatusCode>>> = {
  'bad-request': 400,
  damaged: 400,
  'needs-newer': 400,
  'wrong-token': 401,
  'url-refused': 403,
  'not-found': 404,
  'not-complete': 409,
  'wrong-state': 409,
  conflict: 409,
  stale: 409,
  'parts-mismatch': 409,
  ended: 410,
  'body-too-large': 413,
  'too-large': 413,
  'rate-limited': 429,
  'storage-full': 507,
};

const fullCodes = ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'];

export interface HttpError {
  readonly status: ContentfulStatusCode;
  readonly body: { readonly error: { readonly code: ErrorCode } & Omit<ErrorDetails, 'file'> };
}

/** The answer to an error of any kind. */
export function httpError(error: unknown): HttpError {
  if (isFull(error)) return { status: 507, body: { error: { code: 'storage-full' } } };
  const status = error instanceof SealdropError ? statuses[error.code] : undefined;
  if (!(error instanceof SealdropError) || status === undefined) {
    return { status: 500, body: { error: { code: 'unexpected' } } };
  }
  const { file: _, ...details } = error.details;
  return { status, body: { error: { code: error.code, ...details } } };
}

/** The words of SQLite and of the system for a full disk. */
function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && fullCodes.includes(String(error.code));
}
