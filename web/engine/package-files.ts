/** Opens a portable package in this browser alone, and saves what is in it as it is verified. docs/package.md. */
import type { Bytes } from '../../shared/bytes.ts';
import type { OpenedHeader } from '../../shared/crypto/open-header.ts';
import { passphraseOutput } from '../../shared/crypto/passphrase.ts';
import { hasCode, SealdropError } from '../../shared/errors.ts';
import {
  openPackageByKeys,
  openPackageByLink,
  parsePackageCode,
} from '../../shared/package/open-package-header.ts';
import { zippedEntries } from '../../shared/package/package-entries.ts';
import {
  type OpenedPackage,
  openPackage,
  type Package,
  readPackage,
} from '../../shared/package/read-package.ts';
import { subjectOf } from '../../shared/transfer/subject.ts';
import { listIdentities } from '../vault/identities.ts';
import { archive } from './archive.ts';
import type { PackageAnswer, PackageCommands, PackageInput } from './package-protocol.ts';
import type { Saved, SaveProgress } from './protocol.ts';
import { saveContent } from './save-content.ts';
import { senderOf } from './sender.ts';
import { storedFile } from './stored-blob.ts';

/** Milliseconds between two reports. */
const PACE = 50;

/** A save is stopped by what it yields to. */
const never = new AbortController().signal;

let opened: OpenedPackage | null = null;
/** Of the save that runs. */
let saving = new AbortController();

export async function openPackageFile({ file, code, passphrase }: PackageInput): Promise<PackageAnswer> {
  opened = null;
  const packed = await readPackage(await zippedEntries(storedFile({ path: file.name, file }, never)));
  const header = code.trim() === '' ? await byKeys(packed) : await byCode(packed, code, passphrase);
  if (typeof header === 'string') return { state: header };
  opened = await openPackage(packed, header, never);
  const { files, geometry, note } = opened.manifest;
  return {
    state: 'open',
    opened: {
      files: files.map(({ path, size, type, modified }) => ({ path, size, type, modified })),
      size: geometry.bodySize,
      note,
      sender: await senderOf({ isOwn: false, card: header.card }),
    },
  };
}

/** "code" where no key pair here opens it, and a link would. */
async function byKeys(packed: Package): Promise<OpenedHeader | 'code'> {
  try {
    const identities = await listIdentities();
    return await openPackageByKeys(
      packed,
      identities.map(({ identity }) => identity),
    );
  } catch (error) {
    const hasLink = packed.core.stanzas.some(({ type }) => type === 3 || type === 4);
    if (hasLink && hasCode(error, 'not-addressed', 'package-code')) return 'code';
    throw error;
  }
}

async function byCode(
  packed: Package,
  code: string,
  passphrase: string | null,
): Promise<OpenedHeader | 'locked'> {
  const secret = await parsePackageCode(code, packed);
  const derive = passphrase === null ? null : (salt: Bytes) => passphraseOutput(passphrase, salt);
  return await openPackageByLink(packed, secret, derive);
}

/** Throws what verification and sink throw; cancelled. */
export async function savePackageFile(
  { path, target }: PackageCommands['save']['in'],
  report: (progress: SaveProgress) => void,
): Promise<Saved> {
  const from = opened;
  const subject = from && subjectOf(from.manifest, path);
  if (!subject || target.kind === 'staged') throw new SealdropError('unexpected');
  saving.abort();
  saving = new AbortController();
  const { signal } = saving;
  const { geometry } = from.manifest;
  const { start, end } = subject.range;
  // Whoever takes everything is told that all of the package is whole, its padding too.
  const last = path === null ? geometry.paddedSize : end;
  const plain = watched(from.plain({ start, end: last }), { size: end - start, signal, report });
  const content = subject.path === null ? archive(subject.files, plain) : plain;
  return { blob: await saveContent(target, content, signal) };
}

export function cancelPackageSave(): void {
  saving.abort();
}

interface Watch {
  /** Bytes that are wanted; what comes behind is read and checked, and goes nowhere. */
  readonly size: number;
  readonly signal: AbortSignal;
  readonly report: (progress: SaveProgress) => void;
}

async function* watched(plain: AsyncGenerator<Bytes>, { size, signal, report }: Watch) {
  let done = 0;
  let told = 0;
  for await (const piece of plain) {
    if (signal.aborted) throw new SealdropError('cancelled');
    const wanted = piece.subarray(0, size - done);
    done += wanted.length;
    if (wanted.length > 0) yield wanted;
    const now = performance.now();
    if (now - told < PACE) continue;
    told = now;
    report({ done, total: size, placed: null, reconnecting: false });
  }
}
