/** The operator's commands. */
import { existsSync, readdirSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import type { Bytes } from '../../shared/bytes.ts';
import { audit } from '../audit.ts';
import { beginBackup } from '../backup.ts';
import { blockRequestLink, setBlocked } from '../database/blocks.ts';
import { listReports, removeReports } from '../database/reports.ts';
import { rotateKeys } from '../database/rotation.ts';
import { findShare, newestShares } from '../database/shares.ts';
import { stored } from '../database/stored.ts';
import type { Dependencies } from '../dependencies.ts';
import { end } from '../ending.ts';
import { sweep } from '../sweep.ts';
import { auditLines, backupLines, reportLines, rotationLines, statsLines, sweepLines } from './report.ts';
import { heading, idOf, isShareName, shareLine } from './shares.ts';

export interface Command {
  readonly synopsis: string;
  readonly help: string;
  /** Whether it can be called with these parameters. */
  takes(parameters: readonly string[]): boolean;
  /** Says what there is to say; false where something was found, or could not be done. */
  run(deps: Dependencies, say: (line: string) => void, parameter: string): Promise<boolean>;
}

type Work = Command['run'];

const LIST = 50;
/** People between two lines of progress. */
const PROGRESS = 1_000;
/** Each comes with its header, which may have a megabyte. */
const LIST_MAX = 1_000;

function plain(synopsis: string, help: string, run: Work): Command {
  return { synopsis, help, takes: ({ length }) => length === 0, run };
}

/** A command about one share that lives. */
function aboutShare(
  name: string,
  help: string,
  work: (deps: Dependencies, id: Bytes, say: (line: string) => void) => Promise<boolean>,
): Command {
  return {
    synopsis: `${name} SHARE`,
    help,
    takes: ([share = '', ...rest]) => rest.length === 0 && isShareName(share),
    async run(deps, say, parameter) {
      const found = await work(deps, idOf(parameter), say);
      if (!found) say('There is no such share, or it has ended.');
      return found;
    },
  };
}

export const commands: Readonly<Record<string, Command>> = {
  list: {
    synopsis: 'list [NUMBER]',
    help: `the newest shares that live, ${LIST} or as many as you say`,
    takes: ([number = '1', ...rest]) =>
      rest.length === 0 && /^[1-9]\d{0,3}$/.test(number) && Number(number) <= LIST_MAX,
    async run({ database, now }, say, number) {
      say(heading);
      const limit = number === '' ? LIST : Number(number);
      for (const share of await newestShares(database, { now: now(), limit })) say(shareLine(share));
      return true;
    },
  },
  show: aboutShare('show', 'one share: state, size, times, downloads', async ({ database, now }, id, say) => {
    const found = await findShare(database, id, now());
    const share = found?.share;
    if (!share) return false;
    say(heading);
    say(shareLine(share));
    return true;
  }),
  reports: {
    synopsis: 'reports [SHARE]',
    help: 'what people wrote about shares, and the links that they handed over',
    takes: ([share, ...rest]) => rest.length === 0 && (share === undefined || isShareName(share)),
    async run(deps, say, share) {
      for (const report of await listReports(deps, share === '' ? null : idOf(share))) {
        for (const line of reportLines(report, deps.config.publicOrigin)) say(line);
      }
      return true;
    },
  },
  dismiss: {
    synopsis: 'dismiss SHARE',
    help: 'removes the reports about it',
    takes: ([share = '', ...rest]) => rest.length === 0 && isShareName(share),
    async run({ database }, say, share) {
      const removed = await removeReports(database, idOf(share));
      if (removed === 0) say('There is no report about it.');
      return removed > 0;
    },
  },
  block: aboutShare('block', 'to everybody it has ended, until it is unblocked', async ({ database }, id) => {
    return await setBlocked(database, id, true);
  }),
  unblock: aboutShare('unblock', 'it is as it was', async ({ database }, id) => {
    return await setBlocked(database, id, false);
  }),
  'block-link': aboutShare(
    'block-link',
    'a delivery, all others by the same request link, and the link',
    async ({ database, now }, id, say) => {
      const deliveries = await blockRequestLink(database, id, now());
      if (deliveries === null) return false;
      say(deliveries === 0 ? 'It came by no request link: it is blocked alone.' : `${deliveries} blocked.`);
      return true;
    },
  ),
  delete: aboutShare('delete', 'ends it for good and deletes its files', async (deps, id) => {
    return await end(deps, id, 'blocked');
  }),
  stats: plain('stats', 'how much there is', async ({ database, now }, say) => {
    for (const line of statsLines(await stored(database, now()))) say(line);
    return true;
  }),
  audit: plain(
    'audit',
    'objects of no share, shares that miss an object, and records that do not open; changes nothing',
    async (deps, say) => {
      const found = await audit(deps);
      for (const line of auditLines(found)) say(line);
      return found.orphans.length + found.missing.length + found.altered.length === 0;
    },
  ),
  'rotate-key': plain(
    'rotate-key',
    'seals every record with FILE_KEY_BASE64 in place of FILE_KEY_BASE64_PREVIOUS, while the server runs',
    async (deps, say) => {
      const rotated = await rotateKeys(deps, (people) => {
        if (people % PROGRESS === 0) say(`${people} people …`);
      });
      for (const line of rotationLines(rotated)) say(line);
      return rotated.isDone;
    },
  ),
  backup: {
    synopsis: 'backup FOLDER',
    help: 'database and objects of DATA_DIR into a new folder, by its whole path',
    takes: ([folder = '', ...rest]) => rest.length === 0 && isAbsolute(folder),
    async run(deps, say, folder) {
      const { databaseUrl, dataDir, s3 } = deps.config;
      if (databaseUrl !== null || (existsSync(folder) && readdirSync(folder).length > 0)) {
        say(
          databaseUrl === null
            ? 'That folder is not empty: name a new one.'
            : 'The database is a PostgreSQL: back it up by pg_dump, and the objects after it (docs/operations.md).',
        );
        return false;
      }
      const backup = await (await beginBackup(deps, folder)).finish();
      for (const line of backupLines(backup)) say(line);
      if (s3) say('The objects are in the bucket: copy it now, after the database.');
      if (existsSync(join(resolve(dataDir), 'keys')))
        say(
          'The keys in DATA_DIR/keys are not in it: keep them elsewhere, for without them it is of no use.',
        );
      return backup.damaged.length === 0;
    },
  },
  sweep: plain(
    'sweep',
    'ends what is over and deletes what is due, once, as the server does each minute',
    async (deps, say) => {
      const swept = await sweep(deps);
      for (const line of sweepLines(swept)) say(line);
      return swept.failed + swept.broken === 0;
    },
  ),
};
