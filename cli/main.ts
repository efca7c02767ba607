/** `sealdrop`: this process and its command. */
import { useSegmentKeys } from '../shared/crypto/segment-keys.ts';
import { ownConsole } from './console.ts';
import { removeTemporaries } from './out-folder.ts';
import { run } from './run.ts';
import { nodeSegmentKey } from './segment-keys.ts';
import { askToStop } from './stopping.ts';

useSegmentKeys(nodeSegmentKey);

/** Removes what is half written, and ends. */
function end(code: number): never {
  removeTemporaries();
  process.exit(code);
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Nobody reads it any more, as behind "| head -1".
    if (error.code === 'EPIPE') end(141);
    throw error;
  });
}

for (const [signal, code] of [
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    if (!askToStop()) end(code);
  });
}

process.exitCode = await run(process.argv.slice(2), ownConsole);
// A pipe that nobody ends keeps no command that is done.
process.stdin.destroy();
