/**
 * What an S3 service means by its errors: which of the ways of setting it up wrongly it is, and, for a request, what
 * the API answers with. The service's messages are never repeated, for they quote keys and addresses.
 */
import { S3ServiceException } from '@aws-sdk/client-s3';
import { SealdropError } from '../../shared/errors.ts';
import type { StoreProblem } from './store.ts';

/** The names that S3 services give to one problem. */
const kinds: Readonly<Record<string, StoreProblem['kind']>> = {
  CredentialsProviderError: 'no-credentials',
  InvalidAccessKeyId: 'unknown-access-key',
  InvalidToken: 'unknown-access-key',
  SignatureDoesNotMatch: 'wrong-secret',
  ExpiredToken: 'expired-credentials',
  TokenRefreshRequired: 'expired-credentials',
  AccessDenied: 'denied',
  AllAccessDisabled: 'denied',
  AccountProblem: 'denied',
  NoSuchBucket: 'no-bucket',
  AuthorizationHeaderMalformed: 'wrong-region',
  AuthorizationQueryParametersError: 'wrong-region',
  PermanentRedirect: 'wrong-region',
  IncorrectEndpoint: 'wrong-region',
  IllegalLocationConstraintException: 'wrong-region',
  RequestTimeTooSkewed: 'clock-skewed',
  RequestExpired: 'clock-skewed',
};

/** Names for a store without room; Ceph, MinIO and others have no common one. */
const fullNames = ['QuotaExceeded', 'InsufficientCapacity', 'XMinioStorageFull', 'EntityTooLargeForQuota'];

/** What is wrong, from what the SDK threw. */
export function problemOf(error: unknown): StoreProblem {
  const name = error instanceof Error ? error.name : '';
  const kind = kinds[name];
  const region = regionOf(error);
  if (kind === 'wrong-region' || statusOf(error) === 301) {
    return region === null ? { kind: 'wrong-region' } : { kind: 'wrong-region', region };
  }
  if (kind) return { kind };
  const status = statusOf(error);
  // No answer, or one that the service gives while it is not itself.
  if (status === null || status >= 500 || status === 429) return { kind: 'unreachable' };
  return { kind: status === 403 ? 'denied' : 'unexpected' };
}

/** Whether the service said one of these. */
export function isStoreError(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof S3ServiceException && names.includes(error.name);
}

/** The HTTP status of the service's answer, null where there was none. */
export function statusOf(error: unknown): number | null {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? null) : null;
}

/** What the API answers where the store fails: storage-full, else store-unreachable, which passes. */
export function storeFailure(error: unknown): SealdropError {
  if (error instanceof SealdropError) return error;
  const full = isStoreError(error, ...fullNames) || statusOf(error) === 507;
  return new SealdropError(full ? 'storage-full' : 'store-unreachable', { cause: error });
}

function regionOf(error: unknown): string | null {
  if (!(error instanceof S3ServiceException)) return null;
  const said = error.$response?.headers['x-amz-bucket-region'] ?? Reflect.get(error, 'Region');
  return typeof said === 'string' && /^[a-z0-9-]{1,64}$/.test(said) ? said : null;
}
