/** Sites and what is taken away from under them: each fault with what it takes to inject it. */
import type { PostgresService } from '../../scripts/postgres-server.mjs';
import type { S3Service } from '../../scripts/s3-server.mjs';
import type { ErrorCode } from '../../shared/errors.ts';
import { databaseDies, postgresSite } from '../crash/postgres-site.ts';
import { controlOf } from '../crash/services.ts';
import { diskSite, type Site, s3Site } from '../crash/site.ts';
import { smallDisk } from '../crash/small-disk.ts';
import { newDatabase } from '../own-database.ts';
import { admin } from './admin.ts';
import { daysAhead, openClock } from './clock.ts';
import type { Fault } from './transfers.ts';
import { openWire } from './wire.ts';

const DAY = 86_400;
/** Seconds that a clock's second may be from another's, on a busy machine. */
const NEAR = 60;

export interface Scene {
  readonly site: Site;
  readonly faults: readonly Fault[];
  /** Codes that an upload may end with. */
  readonly given: readonly ErrorCode[];
  remove(): Promise<void>;
}

/** A scene whose site goes first, then what lies under it. */
function scene(site: Site, faults: readonly Fault[], ...below: readonly (() => Promise<void>)[]): Scene {
  return {
    site,
    faults,
    given: [],
    async remove() {
      await site.remove();
      for (const end of below) await end();
    },
  };
}

const killed = (what: string, { server: { kill, start } }: Site): Fault => ({
  words: `${what} killed`,
  begin: kill,
  end: start,
  felt: 'refused',
});

/** Files and SQLite, whose server is killed twice. */
export async function apiDies(): Promise<Scene> {
  const site = await diskSite();
  return scene(site, [killed('the API', site), killed('the API', site)]);
}

/** The same over a bucket and PostgreSQL. */
export async function apiOfServicesDies(service: S3Service, postgres: PostgresService): Promise<Scene> {
  const { environment, remove } = await newDatabase(postgres.url);
  const site = await s3Site({ environment: { ...service.environment, ...environment } }, 'direct');
  return scene(site, [killed('the API', site), killed('the API', site)], remove);
}

export async function databaseIsKilled(postgres: PostgresService): Promise<Scene> {
  const site = await postgresSite(postgres);
  const mortal = databaseDies(site, postgres);
  return scene(site, [killed('PostgreSQL', mortal), killed('PostgreSQL', mortal)]);
}

/** The bucket's service, killed and then made to stand still. */
export async function storeStops(service: S3Service, transfer: 'direct' | 'proxy'): Promise<Scene> {
  const control = controlOf(service);
  return scene(await s3Site(service, transfer), [
    { words: 'the store killed', begin: () => control('kill'), end: () => control('up'), felt: 'refused' },
    {
      words: 'the store stopped (SIGSTOP)',
      begin: () => control('pause'),
      end: () => control('resume'),
      felt: 'silent',
    },
  ]);
}

/** A bucket that the API alone reaches, by a wire. */
export async function wireIsCut(service: S3Service): Promise<Scene> {
  const wire = await openWire(service.environment['S3_ENDPOINT'] ?? '');
  const environment = { ...service.environment, S3_ENDPOINT: wire.origin };
  const site = await s3Site({ environment }, 'proxy');
  const end = async () => wire.mend();
  return scene(
    site,
    [
      { words: 'API and store cut apart', begin: async () => wire.cut(), end, felt: 'refused' },
      { words: 'API and store silent', begin: async () => wire.silence(), end, felt: 'silent' },
    ],
    () => wire.close(),
  );
}

export async function diskIsFull(): Promise<Scene> {
  const disk = await smallDisk('size=700m');
  const site = await diskSite({ dataDir: disk.folder });
  const fault: Fault = {
    words: 'the disk full',
    begin: () => disk.fill(0),
    end: () => disk.clear(),
    felt: 'senders refused',
  };
  return { ...scene(site, [fault], () => disk.remove()), given: ['storage-full'] };
}

/** The server's clock, set while it runs. */
export async function clockJumps(): Promise<Scene> {
  const clock = await openClock();
  const site = await diskSite({ environment: clock.environment });
  const jump = (words: string, days: number, then: () => Promise<void>): Fault => ({
    words,
    async begin() {
      clock.set(days * DAY);
      await then();
    },
    end: async () => {},
    // What the server says of the time itself.
    async felt() {
      const { headers } = await fetch(`${site.server.origin}/healthz`);
      const wanted = Date.now() / 1000 + days * DAY;
      return Math.abs(Date.parse(headers.get('date') ?? '') / 1000 - wanted) < NEAR;
    },
  });
  // Its own sweep comes each minute, this one just then.
  const sweepTomorrow = async () => void (await admin(site, 'sweep', daysAhead(1)));
  return scene(
    site,
    [
      jump('the clock a day ahead', 1, sweepTomorrow),
      jump('the clock a day behind', -1, async () => {}),
      jump('the clock right again', 0, async () => void (await admin(site, 'sweep', {}))),
    ],
    () => clock.remove(),
  );
}
