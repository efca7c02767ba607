/** `sealdrop receive`: the service that brings what is delivered to a key pair into a folder. docs/receive.md. */
import type { Identity } from '../../shared/crypto/identity.ts';
import { SealdropError } from '../../shared/errors.ts';
import { DAY } from '../../shared/limits.ts';
import { formatRequestLink } from '../../shared/request-link.ts';
import { readRequestLinks } from '../../shared/share/request-links.ts';
import { publishCard, publishSuccession } from '../announce.ts';
import { command, UsageError } from '../command.ts';
import { deviceAt } from '../device.ts';
import { openHome } from '../home.ts';
import { newKeyring } from '../keyring.ts';
import { findIdentity } from '../keys.ts';
import { newLastingLink } from '../lasting-link.ts';
import { withLockIfFree } from '../lock.ts';
import { passphraseOptions } from '../passphrases.ts';
import { arrivalsIn } from '../receive/arrivals.ts';
import { bringFiles } from '../receive/bring.ts';
import { bringSealed } from '../receive/bring-sealed.ts';
import { requireKey } from '../receive/folder-key.ts';
import { runHook } from '../receive/hook.ts';
import { openJournal } from '../receive/journal.ts';
import { takeFromFolder } from '../receive/package-folder.ts';
import { listenForPackages } from '../receive/package-port.ts';
import { serve } from '../receive/service.ts';
import { serviceKeys } from '../receive/service-key.ts';
import { serviceLog } from '../receive/service-log.ts';
import { chosenSite, type Site } from '../site.ts';
import { stopSignal } from '../stopping.ts';

const POLL_DEFAULT = 10;
const POLL_MAX = DAY;
const PORT_MAX = 65_535;

export const receive = command({
  summary: 'runs a service that saves what is delivered to a key pair',
  synopsis: '--out DIR',
  about:
    'Whatever comes by its request links is saved in DIR, checked, whole, and once. Runs until it is stopped; the same command goes on where it was, whatever ended it. Its log is lines of JSON on standard error.',
  options: {
    out: {
      value: 'DIR',
      completes: 'folder',
      help: 'the folder for what arrives; made where it is not there',
    },
    identity: {
      value: 'NAME',
      completes: 'key',
      help: 'the key pair that receives; the default one if not given',
    },
    link: {
      value: 'NAME',
      help: 'prints the request link of this name at the beginning, and makes it if there is none',
    },
    poll: { value: 'SECONDS', help: `how often the inbox is looked at; ${POLL_DEFAULT} if not given` },
    once: { help: 'saves what is there now, and ends' },
    hook: {
      value: 'PROGRAM',
      completes: 'file',
      help: 'a program that is run after each arrival, without a shell; it is told by its environment',
    },
    packages: {
      value: 'DIR',
      completes: 'folder',
      help: 'a folder of portable packages ("*.zip") to take too; each is removed once it is stored',
    },
    port: { value: 'PORT', help: 'a port of this machine alone: POST /package takes a portable package' },
    sealed: {
      help: 'keeps arrivals encrypted under the service\'s own key, FILE_KEY_BASE64; "sealdrop cat" reads them',
    },
    ...passphraseOptions,
    server: { value: 'URL', help: 'the server; SEALDROP_SERVER if not given, else http://localhost:8787' },
  },
  takes: [0, 0],
  examples: [
    ['receive --out /srv/in --link "Tax papers"', 'prints a link to give away, and receives'],
    ['receive --out /srv/in --hook /usr/local/bin/scan', 'runs the program after each arrival'],
    ['receive --out /srv/in --once', 'what is there now, as from a timer'],
  ],
  run: async ({ values, console, result }) => {
    if (values.out === undefined) throw new UsageError('Say where: --out DIR.');
    const poll = pollOf(values.poll);
    const port = portOf(values.port);
    if (port !== null && values.once) throw new UsageError('--once listens at no port.');
    const { environment } = console;
    const keys = values.sealed ? await serviceKeys(environment) : null;
    const home = await openHome(environment);
    const site = chosenSite(values.server, environment);
    const keyring = newKeyring(home, console, values['passphrase-file']);
    const identity = await keyring.unlock(await findIdentity(home, values.identity ?? null));
    const device = deviceAt(home, site, { ...keyring, unlockAll: async () => [identity] });
    const arrivals = await arrivalsIn(values.out);
    const stop = stopSignal();
    const log = serviceLog(console.error);
    const { hook, link, packages } = values;
    const served = await withLockIfFree(arrivals.ownFile('lock'), async () => {
      await arrivals.tidy();
      await requireKey(arrivals, keys);
      const journal = await openJournal(arrivals.ownFile('journal'), arrivals.ownFile('.'));
      log('info', 'started');
      try {
        await serve({
          site,
          identity,
          arrivals,
          journal,
          log,
          announce: async () => {
            await publishCard(home, site, identity);
            await publishSuccession(home, site, identity);
            if (link !== undefined) {
              const text = await requestLink(site, identity, link, environment);
              result(`${text}\n`, { link: text });
            }
            log('info', 'published');
          },
          bring: (delivery, signal) => {
            const bringing = { home, site, device, arrivals, log };
            return keys
              ? bringSealed(delivery, { ...bringing, keys }, signal)
              : bringFiles(delivery, bringing, signal);
          },
          tell: hook === undefined ? null : (stored) => runHook(hook, arrivals.root, stored, environment),
          beside: async (take, end) => {
            const taking = { home, identity, arrivals, keys, log, stop: end };
            await Promise.all([
              packages === undefined
                ? null
                : takeFromFolder(packages, take, { ...taking, poll, once: values.once }),
              port === null ? null : listenForPackages(port, take, taking),
            ]);
          },
          poll,
          once: values.once,
          stop,
        });
      } finally {
        await journal.close();
      }
      log('info', 'stopped');
      return true;
    });
    if (!served) throw new SealdropError('in-other-tab');
  },
});

/** null where there is none. */
function portOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : PORT_MAX + 1;
  if (port > PORT_MAX)
    throw new UsageError(`--port wants a number from 0 to ${PORT_MAX}; 0 is any that is free.`);
  return port;
}

/** Milliseconds. */
function pollOf(text: string | undefined): number {
  const seconds = text === undefined ? POLL_DEFAULT : Number(text);
  if (!(seconds >= 0.1 && seconds <= POLL_MAX))
    throw new UsageError(`--poll wants seconds, from 0.1 to ${POLL_MAX}.`);
  return seconds * 1000;
}

/** The link without an end that has this name, found or made. */
async function requestLink(
  site: Site,
  identity: Identity,
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const known = (await readRequestLinks(site.client, identity)).find(
    (one) => one.name === name && one.expires === null,
  );
  const { token } = known ?? (await newLastingLink(site, identity, name, environment));
  return await formatRequestLink(site.origin, identity.fingerprint, token);
}
