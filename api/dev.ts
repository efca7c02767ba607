/**
 * The app for Vite's development server, which serves the pages itself: @hono/vite-dev-server wants it as a default
 * export. Data lies in DATA_DIR as ever; the wrong environment throws.
 */
import { parseConfig } from './config.ts';
import { createLog } from './log.ts';
import { openServer } from './server.ts';

const parsed = parseConfig(process.env);
if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
const log = createLog('warn', (line) => process.stderr.write(line));
const { app } = await openServer({ config: parsed.config, log, web: null });

// oxlint-disable-next-line import/no-default-export -- what the plugin asks for
export default app;
