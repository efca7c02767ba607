/** Who may upload, as the environment says it. The upload token itself is not kept, only its hash. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Bytes, fromBase64Url, toBase64Url } from '../shared/bytes.ts';
import { uploadToken } from '../shared/contract.ts';
import { FINGERPRINT_SIZE, fingerprintDigits } from '../shared/crypto/fingerprint.ts';

export const uploadKinds = ['anyone', 'listed', 'token'] as const;

export type Uploads =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'listed'; readonly isListed: (fingerprint: Bytes) => boolean }
  /** SHA-256 of the upload token. */
  | { readonly kind: 'token'; readonly tokenHash: Bytes };

/** The keys of the environment that this is about. */
interface UploadEnvironment {
  readonly UPLOADS: (typeof uploadKinds)[number];
  readonly UPLOAD_FINGERPRINTS?: string | undefined;
  readonly UPLOAD_TOKEN?: string | undefined;
}

/** Who may upload, or what is wrong, by the names of the keys and without their values. */
export function readUploads({
  UPLOADS,
  UPLOAD_FINGERPRINTS,
  UPLOAD_TOKEN,
}: UploadEnvironment): { readonly uploads: Uploads } | { readonly problems: readonly string[] } {
  // Half a setting is a mistake: anyone could upload where nobody expects it.
  const lonely = [
    ...(UPLOAD_FINGERPRINTS !== undefined && UPLOADS !== 'listed'
      ? ['UPLOAD_FINGERPRINTS: wanted UPLOADS=listed beside it']
      : []),
    ...(UPLOAD_TOKEN !== undefined && UPLOADS !== 'token'
      ? ['UPLOAD_TOKEN: wanted UPLOADS=token beside it']
      : []),
  ];
  if (lonely.length > 0) return { problems: lonely };
  switch (UPLOADS) {
    case 'anyone':
      return { uploads: { kind: 'anyone' } };
    case 'listed': {
      const listed = readFingerprints(UPLOAD_FINGERPRINTS ?? '');
      if (!listed) {
        return {
          problems: [
            'UPLOAD_FINGERPRINTS: wanted fingerprints as Settings shows them (eight groups of five digits), a comma between two',
          ],
        };
      }
      const isListed = (fingerprint: Bytes) => spellings(fingerprint).some((text) => listed.has(text));
      return { uploads: { kind: 'listed', isListed } };
    }
    case 'token': {
      if (!v.is(uploadToken, UPLOAD_TOKEN)) {
        return { problems: ['UPLOAD_TOKEN: wanted 32 to 256 letters, digits and signs, without spaces'] };
      }
      const tokenHash = new Uint8Array(createHash('sha256').update(UPLOAD_TOKEN).digest());
      return { uploads: { kind: 'token', tokenHash } };
    }
  }
}

/** The two ways in which a fingerprint can stand in the list. Digits are as hard to imitate as people's comparing needs. */
function spellings(fingerprint: Bytes): readonly string[] {
  return [toBase64Url(fingerprint), fingerprintDigits(fingerprint).join('')];
}

/** The list, each without its spaces; null where it is empty or one of them is no fingerprint. */
function readFingerprints(text: string): ReadonlySet<string> | null {
  const listed = text.split(',').map((one) => one.replaceAll(/\s/g, ''));
  return listed.every(isFingerprint) ? new Set(listed) : null;
}

function isFingerprint(text: string): boolean {
  return /^\d{40}$/.test(text) || fromBase64Url(text)?.length === FINGERPRINT_SIZE;
}
