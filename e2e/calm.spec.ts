/** What stays where it is on Send, and that there is one thing to press. */
import type { Locator, Page } from '@playwright/test';
import { makeFile, writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import { button } from './people-steps.ts';
import { choose, holdObjects, linkOf, pick, send, transfer, untilReady } from './steps.ts';

const topOf = (shown: Locator): Promise<number> =>
  shown.evaluate((element) => element.getBoundingClientRect().top + scrollY);

/** With no pointer over it, and come to rest: a colour on its way to another is neither. */
async function filled(shown: Locator): Promise<string> {
  await shown.page().mouse.move(0, 0);
  return shown.evaluate(async (element) => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await frame();
    while (element.getAnimations().length > 0) await frame();
    return getComputedStyle(element).backgroundColor;
  });
}

const filesLabel = (page: Page) => page.locator('label').filter({ hasText: /^Files to send$/ });

test('the link stays where it is when the upload is ready', async ({ sender, folder }) => {
  const letThrough = await holdObjects(sender);
  await pick(sender, await makeFile(folder, 'small.bin', 300_000));
  await linkOf(sender);
  await expect(transfer(sender)).toHaveText('Sealing and uploading');
  const before = await topOf(button(sender, 'Copy link'));
  letThrough();
  await untilReady(sender);
  expect(await topOf(button(sender, 'Copy link'))).toBe(before);
});

test('nothing moves below what hovers over the window, wide and narrow', async ({ sender }) => {
  await sender.emulateMedia({ reducedMotion: 'reduce' });
  for (const width of [1280, 320]) {
    await sender.setViewportSize({ width, height: 800 });
    await sender.goto('/');
    const label = filesLabel(sender);
    const before = await topOf(label);
    await sender.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File(['x'], 'photograph.jpg'));
      dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
    });
    await expect(sender.getByText('Let go to seal and send', { exact: true })).toBeVisible();
    // The sheet itself is lifted by six pixels.
    expect(await topOf(label)).toBe(before - 6);
  }
});

test('what is changed and not applied yet is said, until it is applied', async ({ sender, folder }) => {
  await send(sender, await writeBytes(folder, 'a.txt', Buffer.from('a')));
  const unapplied = sender.getByText('Not applied yet.', { exact: true });
  await expect(unapplied).toHaveCount(0);
  const plain = await filled(button(sender, 'Apply'));
  await sender.getByLabel('Passphrase', { exact: true }).fill('two words');
  await expect(unapplied).toBeVisible();
  await expect.poll(() => filled(button(sender, 'Apply'))).not.toBe(plain);
  await choose(sender, {});
  await expect(unapplied).toHaveCount(0);
  await expect.poll(() => filled(button(sender, 'Apply'))).toBe(plain);
});

test('while an upload is paused, or waits for its files, that is the one thing to press', async ({
  sender,
  folder,
}) => {
  await holdObjects(sender);
  await sender.goto('/');
  await expect(filesLabel(sender)).toBeVisible();
  const wax = await filled(filesLabel(sender));
  await pick(sender, await makeFile(folder, 'large.bin', 20_000_000));
  await linkOf(sender);
  await expect.poll(() => filled(button(sender, 'Copy link'))).toBe(wax);
  await button(sender, 'Pause').click();
  await expect.poll(() => filled(button(sender, 'Continue'))).toBe(wax);
  await expect.poll(() => filled(button(sender, 'Copy link'))).not.toBe(wax);
  sender.on('dialog', (dialog) => void dialog.accept());
  await sender.goto('/');
  await expect(button(sender, 'Resume')).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => filled(button(sender, 'Resume'))).toBe(wax);
  await expect.poll(() => filled(filesLabel(sender))).not.toBe(wax);
});
