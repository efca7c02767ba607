/** Sending files of the disk: a new share, or one that was left goes on where it was. */
import { type Bytes, equal, random, sha256, toBase64Url, utf8 } from '../shared/bytes.ts';
import { type BodyGeometry, bodyGeometry } from '../shared/crypto/body.ts';
import { type Identity, importIdentity } from '../shared/crypto/identity.ts';
import { newKeys } from '../shared/crypto/new-identity.ts';
import { passphraseOutput } from '../shared/crypto/passphrase.ts';
import type { PassphraseKey } from '../shared/crypto/stanza.ts';
import { hasCode, SealdropError } from '../shared/errors.ts';
import { formatLink } from '../shared/link.ts';
import type { OwnShareRecord } from '../shared/records/own-share.ts';
import type { UploadRecord } from '../shared/records/upload.ts';
import { type DeliveryTarget, manifestSizeOf, newShare } from '../shared/share/new-share.ts';
import {
  endLost,
  isLost,
  type OpenedUpload,
  sendShare,
  type UploadPorts,
} from '../shared/share/send-share.ts';
import { createGate } from '../shared/transfer/gate.ts';
import { putPart } from '../shared/transfer/part-requests.ts';
import { partSealer, partSender } from '../shared/transfer/part-sender.ts';
import { newPatience } from '../shared/transfer/patience.ts';
import type { RetryPorts } from '../shared/transfer/retry.ts';
import type { Body } from '../shared/transfer/sealed-part.ts';
import type { Console } from './console.ts';
import type { Device } from './device.ts';
import { fileSource } from './file-source.ts';
import type { FoundFile } from './found-files.ts';
import type { Home } from './home.ts';
import { withLockIfFree } from './lock.ts';
import {
  forgetUpload,
  isSameUpload,
  journalStore,
  keepOneOff,
  listUploads,
  lockOf,
  type OwnUpload,
  saveUpload,
} from './own-shares.ts';
import { progressOf } from './progress.ts';
import type { Site } from './site.ts';
import { now } from './time.ts';
import type { rightAt } from './upload-rights.ts';

/** What is to be sent, and who can open it. */
export interface Wanted {
  readonly files: readonly FoundFile[];
  /** Seconds, and downloads. */
  readonly lifetime: number;
  readonly limit: number | null;
  readonly message: string;
  readonly passphrase: string | null;
  readonly byLink: boolean;
  /** Fingerprints, 32 bytes each. */
  readonly people: readonly Bytes[];
  readonly delivery: DeliveryTarget | null;
  /** Who signs it; null for an identity of this share alone. */
  readonly signer: Identity | null;
}

export interface Sender {
  readonly home: Home;
  readonly site: Site;
  readonly device: Device;
  readonly right: Awaited<ReturnType<typeof rightAt>>;
  readonly console: Console;
  /** A line for a person. */
  readonly say: (line: string) => void;
}

export interface Sent {
  readonly record: OwnShareRecord;
  /** Unix seconds. */
  readonly expires: number;
  /** The whole link, with its secret where whoever has it can open the share. */
  readonly link: string;
}

/**
 * Sends until the share is ready. Throws too-large, too-many-files, file-changed, in-other-tab and what the server says; what
 * was sent of it is kept for the next time that the same is wanted, where that can be of use.
 */
export async function sendFiles(wanted: Wanted, sender: Sender): Promise<Sent> {
  const { home, site } = sender;
  const asked = {
    origin: site.origin,
    sources: wanted.files.map(({ place }) => place),
    wanted: await digestOf(wanted),
  };
  for (const left of (await listUploads(home)).filter((one) => isSameUpload(one, asked))) {
    const { id } = left.upload;
    const sent = await withLockIfFree(lockOf(home, id, 'uploads'), () => goOn(left, wanted, sender));
    if (sent) return sent;
  }
  const begun = await begin(wanted, asked, sender);
  const lock = lockOf(home, begun.record.id, 'uploads');
  const sent = await withLockIfFree(lock, () => run({ ...begun, resumed: false }, wanted, sender));
  if (!sent) throw new SealdropError('in-other-tab');
  return sent;
}

/** Everything but the files that makes one wish another than the next, without the passphrase, which is in no record. */
async function digestOf(wanted: Wanted): Promise<Bytes> {
  const { lifetime, limit, message, byLink, people, delivery, signer, passphrase } = wanted;
  const words = [
    lifetime,
    limit,
    message,
    byLink,
    people.map(toBase64Url).toSorted(),
    delivery && [toBase64Url(delivery.fingerprint), toBase64Url(delivery.token)],
    signer && toBase64Url(signer.fingerprint),
    passphrase !== null,
  ];
  return await sha256(utf8(JSON.stringify(words)));
}

/** Answers null where what was left is of no use: another passphrase, other files, ended; then it is ended for good. */
async function goOn({ upload }: OwnUpload, wanted: Wanted, sender: Sender): Promise<Sent | null> {
  const { home, site, device, say } = sender;
  const record = await device.loadOwnShare(upload.id);
  const isUsable =
    record?.identity &&
    upload.files.every(({ size, modified }, i) => {
      const file = wanted.files[i];
      return file?.size === size && file.modified === modified;
    }) &&
    (await hasPassphrase(record.access.argon, wanted.passphrase));
  if (isUsable) {
    say('Going on with what was sent before.');
    try {
      return await run({ record, upload, resumed: true }, wanted, sender);
    } catch (error) {
      // Ended at the server, or other contents with the same size and time.
      if (!hasCode(error, 'ended', 'file-changed')) throw error;
    }
  }
  if (record) await site.client.revoke(record.id, record.token).catch(() => undefined);
  await forgetUpload(home, upload.id);
  return null;
}

async function hasPassphrase(argon: PassphraseKey | null, passphrase: string | null): Promise<boolean> {
  if (argon === null || passphrase === null) return argon === null && passphrase === null;
  return equal(await passphraseOutput(passphrase, argon.salt), argon.output);
}

interface Begun {
  readonly record: OwnShareRecord;
  readonly upload: UploadRecord;
}

async function begin(
  wanted: Wanted,
  asked: Pick<OwnUpload, 'origin' | 'sources' | 'wanted'>,
  sender: Sender,
): Promise<Begun> {
  const geometry = bodyGeometry(wanted.files.reduce((sum, { size }) => sum + size, 0));
  const begun = await newRecords(wanted, geometry, sender);
  await saveUpload(sender.home, { ...asked, upload: begun.upload });
  return begun;
}

/** The records of a new share, whose own one is kept from now on. */
export async function newRecords(
  wanted: Wanted,
  geometry: BodyGeometry,
  { home, device, right }: Sender,
): Promise<Begun> {
  const { signer, passphrase, delivery } = wanted;
  if (!delivery) await right.requireUploadRight();
  const oneOff = signer ? null : await newKeys({ name: '', now: now() });
  const salt = random(16);
  const begun = await newShare({
    ...wanted,
    geometry,
    identity: signer ?? (await importIdentity(oneOff as NonNullable<typeof oneOff>)),
    isOneOff: signer === null,
    argon: passphrase === null ? null : { salt, output: await passphraseOutput(passphrase, salt) },
    now: now(),
  });
  if (oneOff) await keepOneOff(home, begun.record.id, oneOff);
  await device.saveOwnShare(begun.record);
  return begun;
}

async function run(
  { record, upload, resumed }: Begun & { readonly resumed: boolean },
  { files }: Wanted,
  { home, site, device, right, console, say }: Sender,
): Promise<Sent> {
  const { client } = site;
  const geometry = bodyGeometry(record.size);
  const controller = new AbortController();
  const progress = progressOf(console, geometry.objectSize, 'Sending');
  let [expires, hasPut] = [0, false];
  const retry: RetryPorts = {
    signal: controller.signal,
    onReconnecting: (waits) => progress.phase(waits ? 'Reconnecting' : 'Sending'),
  };
  try {
    await sendShare(
      { record, upload, geometry, manifestSize: manifestSizeOf(upload.files, geometry), resumed },
      {
        ...device,
        client,
        createShare: right.creator(),
        journal: journalStore(home, record.id),
        openParts: async (body, ports) => openedUpload(body, { files, site, retry, ports }),
        admit: async () => undefined,
        retry,
        onCreated: () => undefined,
        status: {
          created: (time) => {
            expires = time;
          },
          follow: () => undefined,
          sending: () => undefined,
          sent: progress.add,
          put: () => {
            hasPut = true;
          },
          finishing: () => progress.phase('Finishing'),
        },
      },
    );
  } catch (error) {
    controller.abort();
    if (isLost(error) && (!resumed || hasPut) && (await endLost(client, record))) {
      await forgetUpload(home, record.id);
    }
    throw error;
  } finally {
    progress.end();
  }
  await forgetUpload(home, record.id);
  const latest = (await device.loadOwnShare(record.id)) ?? record;
  for (const { dropped, path } of upload.files)
    if (dropped !== path) say(`${dropped} is called ${path} in the share.`);
  return { record: latest, expires, link: await linkOf(site.origin, latest) };
}

interface Opening {
  readonly files: readonly FoundFile[];
  readonly site: Site;
  readonly retry: RetryPorts;
  readonly ports: UploadPorts;
}

/** Sealed here, for Node's cryptography has threads of its own. */
function openedUpload(body: Body, { files, site, retry, ports }: Opening): OpenedUpload {
  // What is under way ends with the parts; what follows them goes on.
  const controller = new AbortController();
  const signal = AbortSignal.any([ports.signal, controller.signal]);
  const source = fileSource(files, body.geometry);
  const gate = createGate();
  const patience = newPatience();
  const line = {
    retry: { ...retry, signal, onReconnecting: ports.onReconnecting },
    patience,
    gate,
    put: () => site.fetch,
    url: ports.putUrl,
    refused: ports.requireUploading,
  };
  return {
    ...partSender(
      source,
      partSealer(body, (part) => putPart(part, line)),
    ),
    readAhead: (count) => {
      for (let i = 0; i < count; i++) source.readAhead(i);
    },
    requireUnchanged: source.requireUnchanged,
    close: () => controller.abort(),
  };
}

/** The address that is given away. */
export async function linkOf(
  origin: string,
  { id, access: { linkSecret } }: OwnShareRecord,
): Promise<string> {
  return linkSecret ? await formatLink(origin, id, linkSecret) : `${origin}/s/${toBase64Url(id)}`;
}
