/**
 * seal_ratio: from a File to sealed and digested parts, with no network, against reading the file and AES-256-GCM alone in
 * the best shape that this run finds.
 */
import { round } from '../figures.ts';
import { alternately, fastest, medianRate, pairedRatio } from '../runs.ts';
import type { RawSeal } from '../shapes.ts';
import type { Subject } from '../subject.ts';

/** Two parts in hand in each of two workers. */
const BARE = { connections: 4, workers: 2 };

const shapes: readonly RawSeal[] = (['slice', 'stream', 'memory'] as const).flatMap((read) =>
  [262_144, 524_288].map((call) => ({ read, call, workers: 2 })),
);

export const seal: Subject = {
  name: 'seal',
  figures: ['seal_ratio'],
  async measure(rig) {
    const path = await rig.file(rig.options.size);
    const sealed = () => rig.onBench([path], (page) => page.evaluate(() => globalThis.bench.seal()));
    const raw = (shape: RawSeal) =>
      rig.onBench([path], (page) => page.evaluate((given) => globalThis.bench.rawSeal(given), shape));
    await sealed();
    const bare = () =>
      rig.onBench([path], (page) => page.evaluate((given) => globalThis.bench.bareSeal(given), BARE));
    const { best, speeds } = await fastest(rig, shapes, raw);
    const runs = await alternately(
      rig,
      { name: 'Sealdrop', run: sealed },
      { name: 'raw', run: () => raw(best) },
      { name: 'browser alone', run: bare },
    );
    const [ours, theirs, alone] = runs.took;
    return {
      figures: { seal_ratio: pairedRatio(ours, theirs) },
      limits: { seal_ratio: pairedRatio(alone, theirs) },
      details: {
        sealdrop_mb_s: round(medianRate(ours), 1),
        raw_mb_s: round(medianRate(theirs), 1),
        browser_alone_mb_s: round(medianRate(alone), 1),
        raw_shape: best,
        raw_shapes_mb_s: speeds,
        processor_seconds: runs.processor,
      },
    };
  },
};
