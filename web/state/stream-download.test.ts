/** What a browser refuses that keeps nothing of a site; downloads themselves are tested end to end, in three browsers. */
import { expect, it, vi } from 'vitest';
import { offerDownload } from './stream-download.ts';

it('a browser that refuses locks, and with them service workers, cannot save so much: it is said, and not waited for', async () => {
  const refused = async () => {
    throw new DOMException('The request was denied.', 'SecurityError');
  };
  vi.stubGlobal('navigator', {
    userAgent: '',
    locks: { request: refused },
    serviceWorker: { register: refused },
  });
  const offer = offerDownload({ name: 'large.bin', size: 2 ** 30 }, () => undefined);
  await expect(offer).rejects.toMatchObject({ code: 'too-large-to-save' });
  vi.unstubAllGlobals();
});
