/** Send in each of its states. */
import type { Page } from '@playwright/test';
import { makeFile, writeBytes } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { button } from '../people-steps.ts';
import { type Server, startServer } from '../server.ts';
import { linkOf, objectAddress, pick, transfer, untilReady } from '../steps.ts';
import { shoot } from './screen.ts';

/** The first part goes through, the others wait: an upload that stands at a part of its way. */
async function holdAfterFirst(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const gate = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  let parts = 0;
  await page.context().route(objectAddress, async (route) => {
    if (parts++ > 0) await gate;
    await route.continue();
  });
  return letThrough;
}

/** Files hover over the window until the answer is called. */
async function drag(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'photograph.jpg'));
    const hover = () => dispatchEvent(new DragEvent('dragover', { dataTransfer, cancelable: true }));
    hover();
    Reflect.set(globalThis, 'hovering', setInterval(hover, 200));
  });
  return () => page.evaluate(() => clearInterval(Reflect.get(globalThis, 'hovering') as number));
}

test('before a drop @screens', async ({ sender }) => {
  await sender.goto('/');
  await expect(sender.getByText(/^Up to/)).toBeVisible();
  await shoot(sender, 'send-empty', { forced: true });
  const stop = await drag(sender);
  await expect(sender.getByText('Let go to seal and send', { exact: true })).toBeVisible();
  await shoot(sender, 'send-dragging');
  await stop();
});

test('from the drop to Ready @screens', async ({ sender, folder }) => {
  test.setTimeout(180_000);
  const letThrough = await holdAfterFirst(sender);
  await pick(sender, await makeFile(folder, 'Holiday photographs.zip', 30_000_000));
  await linkOf(sender);
  // Playwright takes its time with each part.
  await expect(sender.getByText(/^[1-9][\d.]* MB of/)).toBeVisible({ timeout: 60_000 });
  await shoot(sender, 'send-uploading', { forced: true });
  await button(sender, 'Pause').click();
  await expect(transfer(sender)).toContainText('Paused');
  await shoot(sender, 'send-paused');
  await button(sender, 'Continue').click();
  await sender.context().setOffline(true);
  letThrough();
  await expect(transfer(sender)).toContainText('Reconnecting');
  await shoot(sender, 'send-reconnecting');
  await sender.context().setOffline(false);
  await untilReady(sender, 60_000);
  await shoot(sender, 'send-ready', { forced: true });
  await button(sender, 'Copy link').click();
  await button(sender, 'Show QR code').click();
  await expect(sender.getByText(/^Copied/)).toBeVisible();
  await shoot(sender, 'send-copied-code');
  await button(sender, 'Stop and delete').click();
  await expect(sender.getByRole('dialog')).toBeVisible();
  await shoot(sender, 'send-stop');
  await button(sender.getByRole('dialog'), 'Delete for good').click();
  await expect(sender.getByRole('heading', { name: /stopped and deleted/ })).toBeVisible();
  await shoot(sender, 'send-stopped');
});

test('left in the middle @screens', async ({ sender, folder }) => {
  await holdAfterFirst(sender);
  await pick(sender, await makeFile(folder, 'Holiday photographs.zip', 40_000_000));
  await linkOf(sender);
  sender.on('dialog', (dialog) => void dialog.accept());
  await sender.goto('/');
  await expect(sender.getByRole('article', { name: 'Holiday photographs.zip' })).toBeVisible();
  await shoot(sender, 'send-unfinished');
});

const limited = test.extend<object, { readonly server: Server }>({
  server: [
    async ({}, use) => {
      const environment = {
        UPLOADS: 'token',
        UPLOAD_TOKEN: 'correct-horse-battery-staple-1234',
        MAX_SHARE_BYTES: '1000',
      };
      const server = await startServer({ environment });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

limited('refused @screens', async ({ sender, folder }) => {
  await sender.goto('/');
  await expect(sender.getByLabel('Upload token', { exact: true })).toBeVisible();
  await shoot(sender, 'send-token');
  await pick(sender, await writeBytes(folder, 'film.mp4', Buffer.alloc(5_000)));
  await expect(sender.getByRole('alert')).toBeVisible();
  await shoot(sender, 'send-too-large');
  await pick(sender, await writeBytes(folder, 'small.txt', Buffer.from('small')));
  await expect(sender.getByRole('alert')).toContainText('upload token');
  await shoot(sender, 'send-token-refused');
});
