/** Commands about what is sent from here: a chunk of the engine worker of its own. */
import type { SendCommand } from './command-groups.ts';
import { change, dismiss, listShares, pause, resume, revoke, send, stop } from './own-shares.ts';
import type { Commands } from './protocol.ts';
import { type Handlers, nothing } from './rpc.ts';
import { hasUploadToken, keepUploadToken, setUploads } from './upload-right.ts';

export const sendHandlers: Handlers<Pick<Commands, SendCommand>> = {
  send: ({ dropped, options }) => send(dropped, options),
  stop: ({ shareId }) => stop(shareId),
  pause: async ({ shareId, paused }) => {
    pause(shareId, paused);
    return null;
  },
  resume: ({ shareId, files }) => resume(shareId, files),
  change: ({ shareId, change: wanted }) => change(shareId, wanted),
  uploads: async ({ uploads }) => {
    setUploads(uploads);
    return null;
  },
  'has-upload-token': () => hasUploadToken(),
  'keep-upload-token': ({ token }) => keepUploadToken(token).then(nothing),
  'own-shares': ({ which }) => listShares(which),
  revoke: ({ shareId }) => revoke(shareId).then(nothing),
  dismiss: ({ shareId }) => dismiss(shareId).then(nothing),
};
