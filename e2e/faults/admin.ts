/** The operator's commands beside a site's server, by a clock of their own. */
import { runAdmin } from '../admin.ts';
import type { Site } from '../crash/site.ts';

/** Runs `npm run admin -- COMMAND` on the site's data. `environment` stands over the site's own. Throws unless all is well. */
export async function admin(
  { server }: Site,
  command: 'audit' | 'sweep',
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  // Its clock is right unless somebody says otherwise.
  const { LD_PRELOAD: _, FAKETIME_TIMESTAMP_FILE: __, ...own } = server.environment;
  return await runAdmin({ environment: { ...own, ...environment } }, [command]);
}
