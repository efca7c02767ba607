/** `sealdrop send`: files and folders as one share, for whoever has its link, for named people, or into somebody's inbox. */
import { readFile } from 'node:fs/promises';
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { SealdropError } from '../../shared/errors.ts';
import { DAY } from '../../shared/limits.ts';
import { sendablePaths } from '../../shared/paths.ts';
import { parseRequestLink } from '../../shared/request-link.ts';
import { fetchCard } from '../../shared/share/cards.ts';
import type { DeliveryTarget } from '../../shared/share/new-share.ts';
import { command, UsageError } from '../command.ts';
import { findContact } from '../contacts.ts';
import { deviceAt } from '../device.ts';
import { type Found, findFiles } from '../found-files.ts';
import { type Home, openHome } from '../home.ts';
import { newKeyring } from '../keyring.ts';
import { listIdentities } from '../keys.ts';
import { keyPassphraseOptions, passphraseOptions, readPassphrase } from '../passphrases.ts';
import { sizeOf } from '../progress.ts';
import { sendFiles } from '../send-files.ts';
import { sendInput } from '../send-input.ts';
import { chooseSigner, signerOptions } from '../signer.ts';
import { chosenSite, siteAt } from '../site.ts';
import { rightAt } from '../upload-rights.ts';

const units: Readonly<Record<string, number>> = { h: 3_600, d: DAY, w: 7 * DAY };
/** What the page takes too, unless it is told otherwise. */
const LIFETIME = 7 * DAY;
const LIMIT = 100;
const STDIN = '-';
/** What standard input may be at most where nobody says so, and what it can be: parts would have to be larger for more. */
const INPUT = 10_000_000_000;
const INPUT_MAX = 83_000_000_000;

export const send = command({
  summary: 'sends files and folders, and prints the link',
  synopsis: 'FILE...|- [--to CONTACT]...',
  about:
    'Standard output has the link alone, when everything is there to be opened. Ended in the middle, by whatever, the same command goes on with what is missing. A request link as CONTACT delivers to its owner.',
  options: {
    to: {
      value: 'CONTACT',
      many: true,
      completes: 'contact',
      help: 'who can open it, instead of whoever has the link: a contact, or one request link',
    },
    link: { help: 'with --to: whoever has the link can open it, too' },
    passphrase: { help: 'the link needs a passphrase as well, which is asked for' },
    ...passphraseOptions,
    name: { value: 'NAME', help: 'with "-", standard input: what the file is called' },
    'at-most': {
      value: 'SIZE',
      help: 'with "-": room that is asked for, as 500MB or 20GB; 10GB if not given, what is not used is given back',
    },
    expires: { value: 'TIME', help: 'when it ends, as 12h, 7d or 4w; 7d if not given' },
    limit: { value: 'N', help: 'how often it can be downloaded, or "none"; 100 if not given' },
    message: { value: 'TEXT', help: 'a message beside the files' },
    ...signerOptions,
    ...keyPassphraseOptions,
    server: { value: 'URL', help: 'the server; SEALDROP_SERVER if not given, else http://localhost:8787' },
    'upload-token-file': {
      value: 'FILE',
      completes: 'file',
      help: 'a file with the upload token of a server that wants one; or SEALDROP_UPLOAD_TOKEN',
    },
  },
  takes: [1, 100_000],
  completes: 'file',
  examples: [
    ['send report.pdf', 'for whoever gets the link'],
    ['send photos/ video.mp4 --expires 1d --limit 3', 'a folder and a file, for a day and three downloads'],
    ['send plans.zip --to Bob --to Carol', 'for two contacts alone; nobody else can open the link'],
    ['send plans.zip --passphrase', 'with a passphrase beside the link'],
    ['send - --name backup.tar < backup.tar', 'what comes by standard input, of any size'],
    ['send log.txt --to "https://files.example.org/to/...#..."', 'into the inbox of a request link'],
  ],
  run: async ({ values, positionals, console, result, say }) => {
    const home = await openHome(console.environment);
    const keyring = newKeyring(home, console, values['key-passphrase-file']);
    const target = await targetOf(home, values.to);
    const site =
      target.origin === null ? chosenSite(values.server, console.environment) : siteAt(target.origin);
    const { delivery, people } = target;
    if (delivery && (values.passphrase || values.link || values.limit !== undefined)) {
      throw new UsageError('What is delivered by a request link has no passphrase, link or limit.');
    }
    const isInput = positionals.includes(STDIN);
    if (isInput && positionals.length > 1) throw new UsageError('Standard input goes alone.');
    if (isInput !== (values.name !== undefined)) {
      throw new UsageError('Standard input, which is "-", needs a --name, and nothing else has one.');
    }
    const { files, skipped } = isInput ? inputFile(values.name ?? '') : await findFiles(positionals);
    for (const place of skipped) say(`Left out, for it is no file: ${place}`);
    if (files.length === 0) throw new UsageError('There is no file in what is to be sent.');

    const wantsPassphrase = values.passphrase || values['passphrase-file'] !== undefined;
    const byLink = !delivery && (people.length === 0 || values.link);
    if (wantsPassphrase && !byLink) throw new UsageError('A passphrase belongs to a link: say --link too.');
    const lifetime = lifetimeOf(values.expires);
    const limit = delivery ? null : limitOf(values.limit);

    const config = await site.client.config();
    const most = Math.min(atMost(values['at-most']), config.maxShareBytes);
    const { objectSize } = bodyGeometry(files.reduce((sum, { size }) => sum + size, 0));
    if (objectSize > config.maxShareBytes) {
      throw new SealdropError('too-large', { details: { limit: config.maxShareBytes } });
    }
    if (lifetime > config.maxExpirySeconds) {
      throw new UsageError(
        `The server keeps nothing longer than ${Math.floor(config.maxExpirySeconds / DAY)} days.`,
      );
    }
    if (delivery) {
      await site.client.checkRequest(delivery);
      // What it is sealed to is looked at again when it is sealed; a wrong link should cost no upload.
      await fetchCard(site.client, delivery.fingerprint);
    }
    const right = await rightAt(home, site, {
      token: await uploadToken(values['upload-token-file'], console.environment),
      identities: async () => ((await listIdentities(home)).length === 0 ? [] : await keyring.unlockAll()),
    });
    right.setUploads(config.uploads ?? 'anyone');
    const signer = await chooseSigner(values.from, { home, keyring, console, say });
    const passphrase = wantsPassphrase
      ? await readPassphrase(console, {
          of: 'the share',
          file: values['passphrase-file'],
          variables: ['SEALDROP_PASSPHRASE'],
          isNew: true,
        })
      : null;
    const device = deviceAt(home, site, keyring);
    const message = values.message ?? '';
    const wanted = { files, lifetime, limit, message, passphrase, byLink, people, delivery, signer };
    const sender = { home, site, device, right, console, say };
    const sent = await (isInput ? sendInput(wanted, most, sender) : sendFiles(wanted, sender));
    const { record, expires, link } = sent;
    say(
      `${sizeOf(record.size)} ${delivery ? 'delivered' : 'sent'}, until ${new Date(expires * 1000).toISOString()}.`,
    );
    result(delivery ? '' : `${link}\n`, {
      id: toBase64Url(record.id),
      ...(delivery ? {} : { link }),
      size: record.size,
      files: record.files,
      expires,
      delivered: delivery !== null,
    });
  },
});

interface Target {
  /** Fingerprints. */
  readonly people: readonly Bytes[];
  readonly delivery: DeliveryTarget | null;
  /** Of the server that a request link is at. */
  readonly origin: string | null;
}

/** Whom it is for. Throws link-cut, person-missing. */
async function targetOf(home: Home, names: readonly string[]): Promise<Target> {
  const links = names.filter((name) => /^https?:/i.test(name));
  const [link] = links;
  if (link !== undefined) {
    if (names.length > 1)
      throw new UsageError('A request link goes alone: what it delivers is for its owner.');
    return { people: [], delivery: await parseRequestLink(link), origin: new URL(link).origin };
  }
  const contacts = await Promise.all(names.map((name) => findContact(home, name)));
  return { people: contacts.map(({ fingerprint }) => fingerprint), delivery: null, origin: null };
}

/** The one file of standard input, whose size is not known. */
function inputFile(name: string): Found {
  const [path = ''] = sendablePaths([name]);
  const file = { place: STDIN, dropped: path, path, size: 0, type: '', modified: null, mtime: 0 };
  return { files: [file], skipped: [] };
}

const sizes: Readonly<Record<string, number>> = { KB: 1e3, MB: 1e6, GB: 1e9 };

function atMost(text: string | undefined): number {
  if (text === undefined) return INPUT;
  const [, count = '', unit = ''] = /^(\d{1,6}) ?(KB|MB|GB)$/i.exec(text) ?? [];
  const size = Number(count) * (sizes[unit.toUpperCase()] ?? 0);
  if (size < 1 || size > INPUT_MAX) throw new UsageError(`${text} is no size up to 83GB: say 500MB or 20GB.`);
  return size;
}

function lifetimeOf(text: string | undefined): number {
  if (text === undefined) return LIFETIME;
  const [, count = '', unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  const seconds = Number(count) * (units[unit] ?? 0);
  if (seconds === 0) throw new UsageError(`${text} is no time: say 12h, 7d or 4w.`);
  return seconds;
}

function limitOf(text: string | undefined): number | null {
  if (text === undefined) return LIMIT;
  if (text === 'none') return null;
  const limit = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 1_000_000) throw new UsageError(`${text} is no number of downloads.`);
  return limit;
}

async function uploadToken(
  file: string | undefined,
  { SEALDROP_UPLOAD_TOKEN }: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  if (file === undefined) return SEALDROP_UPLOAD_TOKEN || null;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SealdropError('file-unreadable', { cause, details: { file } });
  });
  return text.trim() || null;
}
