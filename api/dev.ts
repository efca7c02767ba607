/**
 * The app for Vite's development server, which serves the pages itself: @hono/vite-dev-server wants it as a default
 * export. Data lies in DATA_DIR as ever; the wrong environment throws.
 */
import { parseConfig } from './config.ts';
import { createLog } from './log.ts';
import { openServer } from './server.ts';

// Pages come from Vite's address, which is what signed requests name.
const parsed = parseConfig({ PUBLIC_ORIGIN: 'http://localhost:5173', ...process.env });
if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
const log = createLog('warn', (line) => process.stderr.write(line));

// The development server loads this module anew at every change: what the last one had open is closed first.
const held = globalThis as { sealdropDevelopment?: Awaited<ReturnType<typeof openServer>> };
await held.sealdropDevelopment?.close();
held.sealdropDevelopment = await openServer({ config: parsed.config, log, web: null });
const { app } = held.sealdropDevelopment;

// oxlint-disable-next-line import/no-default-export -- what the plugin asks for
export default app;
