/**
 * Where an installed page has the system post what other apps share: for its service worker to answer
 * (web/service-worker/share-target.ts, web/public/manifest.webmanifest). The server takes nothing there.
 */
export const SHARE_TARGET = '/share-target';
/** Fragment of the first screen: what was shared did not arrive. */
export const SHARE_NOT_TAKEN = '#share-not-taken';
