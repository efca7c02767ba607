/** What moves says something: wax is pressed, a letter is opened and comes. Nothing at all moves for who asked for that. */
import type { Page } from '@playwright/test';
import { makeFile } from './files.ts';
import { expect, test } from './fixtures.ts';
import { openShare, send } from './steps.ts';

/** Writes down what begins to move in the documents that this page loads from now on. */
async function watchMotion(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.addInitScript(() => {
    const moved: string[] = [];
    Reflect.set(globalThis, 'moved', moved);
    addEventListener('animationstart', (event) => moved.push(event.animationName), true);
    addEventListener('transitionrun', (event) => moved.push(event.propertyName), true);
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'moved') as string[]);
}

test('wax is pressed at Ready, and breaks where a share is opened', async ({ sender, recipient, folder }) => {
  const sent = await watchMotion(sender);
  const opened = await watchMotion(recipient);
  const link = await send(sender, await makeFile(folder, 'a.bin', 1_000_000));
  await expect.poll(sent).toContain('transform');
  await openShare(recipient, link);
  await expect
    .poll(async () => (await opened()).filter((name) => /arrive|left|right/.test(name)).length)
    .toBe(3);
});

test('nothing moves where less motion is asked for', async ({ sender, recipient, folder }) => {
  for (const page of [sender, recipient]) await page.emulateMedia({ reducedMotion: 'reduce' });
  const sent = await watchMotion(sender);
  const opened = await watchMotion(recipient);
  const link = await send(sender, await makeFile(folder, 'a.bin', 1_000_000));
  await openShare(recipient, link);
  await recipient.getByRole('link', { name: 'Settings', exact: true }).click();
  await recipient.getByRole('button', { name: 'New key pair', exact: true }).click();
  await expect(recipient.getByRole('dialog')).toBeVisible();
  expect(await sent()).toEqual([]);
  expect(await opened()).toEqual([]);
});
