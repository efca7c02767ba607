/**
 * How an error travels over HTTP: a status for each code, and a body with the code and those details that the
 * contract knows. Codes that only a client can meet are "unexpected" here.
 */
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type ErrorCode, type ErrorDetails, SealdropError } from '../shared/errors.ts';
import { databaseProblem } from './database/problems.ts';

const statuses: Partial<Readonly<Record<ErrorCode, ContentfulStatusCode>>> = {
  'bad-request': 400,
  damaged: 400,
  'needs-newer': 400,
  'wrong-token': 401,
  'wrong-signature': 401,
  'wrong-permit': 401,
  'wrong-upload-token': 401,
  'clock-wrong': 401,
  'url-refused': 403,
  'not-listed': 403,
  'requests-off': 403,
  'not-found': 404,
  'not-complete': 409,
  'wrong-state': 409,
  conflict: 409,
  stale: 409,
  'parts-mismatch': 409,
  'inbox-full': 409,
  ended: 410,
  'inbox-closed': 410,
  'body-too-large': 413,
  'too-large': 413,
  'rate-limited': 429,
  'daily-bytes': 429,
  'daily-shares': 429,
  'object-lost': 500,
  'store-unreachable': 503,
  'storage-full': 507,
};

export interface HttpError {
  readonly status: ContentfulStatusCode;
  readonly body: {
    readonly error: { readonly code: ErrorCode; readonly now?: number } & Omit<ErrorDetails, 'file'>;
  };
}

/** The answer to an error of any kind. `now`: the server's clock, told to whom it is news. */
export function httpError(error: unknown, now: number): HttpError {
  const problem = databaseProblem(error);
  if (problem === 'full') return { status: 507, body: { error: { code: 'storage-full' } } };
  // To whoever asks, the server's database and its store are one.
  if (problem === 'away') return { status: 503, body: { error: { code: 'store-unreachable' } } };
  if (problem === 'retry') {
    return { status: 429, body: { error: { code: 'rate-limited', retryAfter: 1 } } };
  }
  const status = error instanceof SealdropError ? statuses[error.code] : undefined;
  if (!(error instanceof SealdropError) || status === undefined) {
    return { status: 500, body: { error: { code: 'unexpected' } } };
  }
  const { file: _, ...details } = error.details;
  const clock = error.code === 'clock-wrong' ? { now } : {};
  return { status, body: { error: { code: error.code, ...details, ...clock } } };
}
