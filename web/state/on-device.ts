/** What makes the page an app on a device, beside everything else: loaded after the page, which does not wait for it. */
import { isRunning } from './sending.ts';
import { keepForOffline, keepWhereInstalled } from './service-workers.ts';
import { takeSharedIn } from './shared-in.ts';
import { opening, packageSaves, packages, sending } from './stores.ts';
import { keepScreenOn } from './wake-lock.ts';

/** Call it once. */
export function startOnDevice(): void {
  void takeSharedIn();
  void keepWhereInstalled();
  // The installed app is to open without the server; where that fails now, it is tried at its next start.
  addEventListener('appinstalled', () => void keepForOffline().catch(() => undefined));
  keepScreenOn([
    {
      isBusy: () => {
        const { preparing, transfers } = sending.store.getState();
        const moves = Object.values(transfers).some(
          ({ transfer }) => isRunning(transfer) && transfer.phase !== 'paused',
        );
        return preparing || moves;
      },
      subscribe: sending.store.subscribe,
    },
    { isBusy: () => opening.store.getState().save.kind === 'saving', subscribe: opening.store.subscribe },
    {
      isBusy: () => packageSaves.store.getState().save.kind === 'saving',
      subscribe: packageSaves.store.subscribe,
    },
    {
      isBusy: () => {
        const { step } = packages.store.getState();
        return step.kind === 'open' && step.save.kind === 'saving';
      },
      subscribe: packages.store.subscribe,
    },
  ]);
}
