/** What makes QR codes: loaded when the first is to be shown. */
import { createStore } from 'zustand/vanilla';

type Encode = typeof import('uqr').encode;

/** null until it is there. */
export const qrEncoder = createStore<{ readonly encode: Encode | null; readonly failed: boolean }>(() => ({
  encode: null,
  failed: false,
}));

/** Never rejects: the store says how it went. */
export async function loadQrEncoder(): Promise<void> {
  try {
    const { encode } = await import('uqr');
    qrEncoder.setState({ encode, failed: false });
  } catch {
    qrEncoder.setState({ failed: true });
  }
}
