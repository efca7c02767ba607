/** The camera, for a QR code alone: opened after a press, watched frame by frame in this page, closed as soon as it has served. */
import { readQrFrame } from './qr-reading.ts';

export type CameraProblem = 'denied' | 'none' | 'busy';

/** Milliseconds between the end of one look and the next. */
const LOOK_AGAIN = 120;

function problemOf(error: unknown): CameraProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return ['NotFoundError', 'OverconstrainedError', 'NotSupportedError'].includes(name) ? 'none' : 'busy';
}

/**
 * Shows the camera in `video` and answers the text of the first QR code that it sees, or why there is no camera. Null
 * where `signal` has ended it. However it ends, the camera is off then.
 */
export async function scanQr(
  video: HTMLVideoElement,
  { signal, onLive }: { readonly signal: AbortSignal; readonly onLive: () => void },
): Promise<{ readonly text: string } | { readonly problem: CameraProblem } | null> {
  let stream: MediaStream;
  try {
    // The one that looks away from the person, where there are two.
    const wanted = { facingMode: 'environment', width: { ideal: 1_280 }, height: { ideal: 720 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch (error) {
    return signal.aborted ? null : { problem: problemOf(error) };
  }
  const off = (): void => {
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
  if (signal.aborted) {
    off();
    return null;
  }
  signal.addEventListener('abort', off);
  try {
    video.srcObject = stream;
    await video.play();
    onLive();
    for (;;) {
      const text = await readQrFrame(video);
      if (signal.aborted) return null;
      if (text !== null) return { text };
      // Taken away by the system, or unplugged.
      if (stream.getVideoTracks().every(({ readyState }) => readyState === 'ended'))
        return { problem: 'busy' };
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
  } catch {
    return signal.aborted ? null : { problem: 'busy' };
  } finally {
    signal.removeEventListener('abort', off);
    off();
  }
}
