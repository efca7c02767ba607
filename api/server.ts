/** The server's parts put together in DATA_DIR: database, disk store, app. Whoever opens them closes them. */
import { join, resolve } from 'node:path';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import {
  type DatabasePlace,
  forgetPlainRecords,
  type OpenKeys,
  openDatabase,
  openUsedDatabase,
} from './database/open.ts';
import { type SealedDatabase, useKeys } from './database/sealed.ts';
import type { Dependencies } from './dependencies.ts';
import { errorFields, type Log } from './log.ts';
import { makeFolder } from './objects/durable.ts';
import { openObjects } from './objects/open.ts';
import { openRateLimits } from './rate-limits.ts';
import type { RequestVariables } from './request-log.ts';
import { openRecordKeys } from './sealing/open-keys.ts';
import { startSweep } from './sweep.ts';
import type { WebFiles } from './web-files.ts';

export interface Server {
  readonly app: Hono<RequestVariables>;
  readonly dependencies: Dependencies;
  /** Stops the sweep and closes the database. */
  close(): Promise<void>;
}

/** Unix seconds. */
const systemTime = () => Math.floor(Date.now() / 1000);

function placeOf({ databaseUrl, dataDir }: Config, log: Log): DatabasePlace {
  if (databaseUrl === null) return { path: join(resolve(dataDir), 'sealdrop.db') };
  const onLost = (error: unknown) => log('warn', 'database connection lost', errorFields(error));
  return { url: databaseUrl, onLost };
}

interface Settings {
  readonly config: Config;
  readonly log: Log;
  readonly now?: () => number;
}

/** Database and store, opened, and made where they are not there yet; whoever opens them destroys the database. */
export async function openDependencies(settings: Settings): Promise<Dependencies> {
  await makeFolder(resolve(settings.config.dataDir));
  return await withStore(await openDatabase(...placeAndKeys(settings)), settings);
}

/** The same beside a server of this version. Throws UnusedDatabase and NewerDatabase where there has been none. */
export async function openUsedDependencies(settings: Settings): Promise<Dependencies> {
  return await withStore(await openUsedDatabase(...placeAndKeys(settings)), settings);
}

function placeAndKeys({ config, log }: Settings): [DatabasePlace, OpenKeys] {
  return [placeOf(config, log), (used) => openRecordKeys(config, used)];
}

async function withStore(
  { database, records }: SealedDatabase,
  { config, log, now = systemTime }: Settings,
): Promise<Dependencies> {
  const folder = resolve(config.dataDir);
  try {
    const objects = await openObjects(config, { folder, secrets: records.urlSecrets, now });
    const rates = openRateLimits({ config, database, log, records });
    return { database, records, objects, rates, config, now, log };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

export async function openServer(options: Settings & { readonly web: WebFiles | null }): Promise<Server> {
  const { config, log, web } = options;
  const dependencies = await openDependencies(options);
  await useKeys(dependencies).catch(async (error: unknown) => {
    await dependencies.database.destroy();
    throw error;
  });
  await forgetPlainRecords(placeOf(config, log), dependencies).catch((error: unknown) =>
    log('warn', 'records from before they were sealed are not overwritten yet', errorFields(error)),
  );
  // Beside what it seals, in every backup of the folder.
  if (config.fileKey === null) {
    log('warn', 'the server key is in DATA_DIR/keys/file-key: move it into FILE_KEY_BASE64');
  }
  const stopSweep = startSweep(dependencies);
  return {
    app: createApp({ ...dependencies, web }),
    dependencies,
    async close() {
      await stopSweep();
      await dependencies.database.destroy();
    },
  };
}
