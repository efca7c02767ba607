/** `sealdrop rotate-key`: brings sealed items from FILE_KEY_BASE64_PREVIOUS under FILE_KEY_BASE64. docs/receive.md, "Another key". */
import { SealdropError } from '../../shared/errors.ts';
import { command } from '../command.ts';
import { explainFailure } from '../exit-codes.ts';
import { withLockIfFree } from '../lock.ts';
import { arrivalsIn } from '../receive/arrivals.ts';
import { rotateFolder } from '../receive/folder-key.ts';
import { FileKeyError, serviceKeys } from '../receive/service-key.ts';

export const rotateKey = command({
  summary: 'brings the sealed items of a folder under a new key',
  synopsis: 'DIR',
  about:
    'FILE_KEY_BASE64 is the new key, FILE_KEY_BASE64_PREVIOUS the one before; both from the environment. Stop the service first. Ended in the middle, the same command goes on; until it ends with 0 keep the key before.',
  options: {},
  takes: [1, 1],
  completes: 'folder',
  examples: [['rotate-key /srv/in', 'every item below the folder']],
  run: async ({ positionals: [path = ''], console, result, say }) => {
    const keys = await serviceKeys(console.environment);
    if (!keys.previous) throw new FileKeyError('missing', 'FILE_KEY_BASE64_PREVIOUS');
    const arrivals = await arrivalsIn(path);
    const done = await withLockIfFree(arrivals.ownFile('lock'), () => rotateFolder(arrivals, keys));
    if (!done) throw new SealdropError('in-other-tab');
    const { rotated, current, failed } = done;
    for (const error of failed) say(explainFailure(error).words);
    if (failed[0]) throw failed[0];
    result(`${rotated} brought under the new key, ${current} under it before.\n`, { rotated, current });
  },
});
