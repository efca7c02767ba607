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
import type { RequestVariables } from './request-log.ts';
import { startSweep } from './sweep.ts';
import type { WebFiles } from './web-files.ts';

export interface Server {
  readonly app: Hono<RequestVariables>;
  readonly dependencies: Dependencies;
  /** Stops the sweep and closes the database. */
  close(): Promise<void>;
}

export async function openServer(options: {
  config: Config;
  log: Log;
  web: WebFiles | null;
  /** Unix seconds. */
  now?: () => number;
}): Promise<Server> {
  const { config, log, web, now = () => Math.floor(Date.now() / 1000) } = options;
  const folder = resolve(config.dataDir);
  await makeFolder(folder);
  const database = await openDatabase(
    config.databaseUrl === null
      ? { path: join(folder, 'sealdrop.db') }
      : {
          url: config.databaseUrl,
          onLost: (error) => log('warn', 'database connection lost', errorFields(error)),
        },
  );
  const objects = await openObjects(config, folder, now);
  const dependencies = { database, objects, config, now, log };
  const stopSweep = startSweep(dependencies);
  return {
    app: createApp({ ...dependencies, web }),
    dependencies,
    async close() {
      await stopSweep();
      await database.destroy();
    },
  };
}
