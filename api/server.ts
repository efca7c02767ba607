/** The server's parts put together in DATA_DIR: database, disk store, app. Whoever opens them closes them. */
import { join, resolve } from 'node:path';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { openDatabase } from './database/open.ts';
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

/** Database and store, opened; whoever opens them destroys the database. */
export async function openDependencies(options: {
  config: Config;
  log: Log;
  now?: () => number;
}): Promise<Dependencies> {
  const { config, log, now = systemTime } = options;
  const folder = resolve(config.dataDir);
  await makeFolder(folder);
  const { database, records } = await openDatabase(
    config.databaseUrl === null
      ? { path: join(folder, 'sealdrop.db') }
      : {
          url: config.databaseUrl,
          onLost: (error) => log('warn', 'database connection lost', errorFields(error)),
        },
    (used) => openRecordKeys(config, used),
  );
  try {
    const objects = await openObjects(config, { folder, secrets: records.urlSecrets, now });
    const rates = openRateLimits({ config, database, log, records });
    return { database, records, objects, rates, config, now, log };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

export async function openServer(options: {
  config: Config;
  log: Log;
  web: WebFiles | null;
  now?: () => number;
}): Promise<Server> {
  const dependencies = await openDependencies(options);
  // Beside what it seals, in every backup of the folder.
  if (options.config.fileKey === null) {
    options.log('warn', 'the server key is in DATA_DIR/keys/file-key: move it into FILE_KEY_BASE64');
  }
  const stopSweep = startSweep(dependencies);
  return {
    app: createApp({ ...dependencies, web: options.web }),
    dependencies,
    async close() {
      await stopSweep();
      await dependencies.database.destroy();
    },
  };
}
