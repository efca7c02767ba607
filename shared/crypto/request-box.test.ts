/** A request box opens for its identity alone, has one size, and no byte of it can be changed. */
import { describe, expect, it } from 'vitest';
import { random } from '../bytes.ts';
import { oneOffIdentity } from './identity.ts';
import { openRequestBox, sealRequestBox } from './request-box.ts';

describe('request box', () => {
  it('comes back for its identity, whatever the name', async () => {
    const identity = await oneOffIdentity(1);
    for (const name of ['', 'For clients', '\u{1F512}'.repeat(64)]) {
      const token = random(16);
      const box = await sealRequestBox({ token, name }, identity);
      expect(box).toHaveLength(433);
      expect(await openRequestBox(box, identity)).toEqual({ token, name });
    }
    await expect(sealRequestBox({ token: random(16), name: 'x'.repeat(65) }, identity)).rejects.toThrow(
      'bad-request',
    );
  });

  it('does not open for another, nor with any byte changed', async () => {
    const [identity, other] = [await oneOffIdentity(1), await oneOffIdentity(1)];
    const box = await sealRequestBox({ token: random(16), name: 'x' }, identity);
    await expect(openRequestBox(box, other)).rejects.toThrow('damaged');
    for (const at of [0, 96, 97, 300, 432]) {
      const changed = box.slice();
      changed[at] = (changed[at] as number) ^ 1;
      await expect(openRequestBox(changed, identity)).rejects.toThrow('damaged');
    }
    await expect(openRequestBox(box.slice(1), identity)).rejects.toThrow('damaged');
  });
});
