/** Only scripts of this build pass. */
import { describe, expect, it } from 'vitest';
import { ownScriptUrl } from './trusted-url.ts';

const origin = 'https://drop.example';

describe('ownScriptUrl', () => {
  it('takes scripts of the build', () => {
    expect(ownScriptUrl('/assets/worker-1.js', origin, false)).toBe(`${origin}/assets/worker-1.js`);
    expect(ownScriptUrl('/service-worker.js', origin, false)).toBe(`${origin}/service-worker.js`);
  });
  it.each([
    'https://evil.example/assets/x.js',
    '//evil.example/assets/x.js',
    'data:text/javascript,1',
    '/api/x',
    'blob:x',
    '/other/service-worker.js',
    '/service-worker.js/x',
  ])('refuses %s', (url) => {
    expect(() => ownScriptUrl(url, origin, false)).toThrowError('unexpected');
  });
  it('takes any own path in development, and still no other origin', () => {
    expect(ownScriptUrl('/engine/worker.ts?worker', origin, true)).toContain('/engine/worker.ts');
    expect(() => ownScriptUrl('https://evil.example/x.js', origin, true)).toThrowError('unexpected');
  });
});
