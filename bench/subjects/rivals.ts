/**
 * age_upload, sodium_upload: how many times faster the page's upload is than the same multipart upload, in the same browser,
 * with typage and with libsodium's secretstream in its worker. Where the store works on the same processors it slows both alike: what the
 * browser alone reaches is measured beside them.
 */
import { round } from '../figures.ts';
import { alternately, medianRate, pairedRatio } from '../runs.ts';
import type { RivalUpload } from '../shapes.ts';
import type { Result, Subject } from '../subject.ts';
import { bareUpload, sealedUpload } from './upload.ts';

const CONNECTIONS = 4;
/** The browser alone is fastest so, or nearly. */
const BARE = { connections: 6, workers: 2 };

function against(rival: RivalUpload['rival'], figure: 'age_upload' | 'sodium_upload'): Subject {
  return {
    name: rival,
    figures: [figure],
    async measure(rig): Promise<Result> {
      const { size } = rig.options;
      const path = await rig.file(size);
      const sealed = () => sealedUpload(rig, [path], size);
      const theirs = () =>
        rig.onBench([path], (page) =>
          page.evaluate((given) => globalThis.bench.rivalUpload(given), { rival, connections: CONNECTIONS }),
        );
      await sealed();
      await theirs();
      const runs = await alternately(
        rig,
        { name: 'Sealdrop', run: sealed },
        { name: rival, run: theirs },
        { name: 'browser alone', run: () => bareUpload(rig, path, BARE) },
      );
      const [ours, other, alone] = runs.took;
      return {
        figures: { [figure]: pairedRatio(ours, other) },
        limits: { [figure]: pairedRatio(alone, other) },
        details: {
          sealdrop_mb_s: round(medianRate(ours), 1),
          [`${rival}_mb_s`]: round(medianRate(other), 1),
          browser_alone_mb_s: round(medianRate(alone), 1),
          processor_seconds: runs.processor,
        },
      };
    },
  };
}

export const age = against('age', 'age_upload');
export const sodium = against('sodium', 'sodium_upload');
