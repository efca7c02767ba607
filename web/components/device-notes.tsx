/** What an app on a device has to say above every page, and most pages never: that the server is away, that something was shared into it. */
import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { config } from '../state/config.ts';
import { sharedIn } from '../state/shared-note.ts';

const ServerAway = lazy(() => import('./server-away.tsx').then((file) => ({ default: file.ServerAway })));
const SharedNotice = lazy(() =>
  import('./shared-notice.tsx').then((file) => ({ default: file.SharedNotice })),
);

export function DeviceNotes() {
  const isAway = useStore(config, (state) => state.isAway);
  const isShared = useStore(sharedIn, ({ shared }) => shared.kind !== 'none');
  return (
    <Suspense fallback={null}>
      {isAway ? <ServerAway /> : null}
      {isShared ? <SharedNotice /> : null}
    </Suspense>
  );
}
