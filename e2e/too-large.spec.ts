/** A share that the server refuses after the page had let it pass, for its limit has fallen meanwhile. */
import { writeBytes } from './files.ts';
import { test as base, expect } from './fixtures.ts';
import { type Server, startServer } from './server.ts';
import { pick } from './steps.ts';
import { words } from './words.ts';

const test = base.extend<object, { readonly server: Server }>({
  server: [
    async ({}, use) => {
      const server = await startServer({ environment: { MAX_SHARE_BYTES: '1000' } });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

test('what the server finds too large is not offered to be taken up again', async ({ sender, folder }) => {
  // The limit that the page has read.
  await sender.context().route('**/api/config', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), maxShareBytes: 1_000_000 } });
  });
  await sender.goto('/');
  await pick(sender, await writeBytes(folder, 'film.mp4', Buffer.alloc(5_000)));
  const refused = sender.getByRole('alert');
  await expect(refused).toContainText(words['too-large']);
  await expect(refused).toContainText('send the files in several shares');
  const resume = sender.getByRole('button', { name: 'Resume', exact: true });
  await expect(sender.getByRole('button', { name: 'Stop and delete', exact: true })).toBeVisible();
  await expect(resume).toBeHidden();
  await expect(sender.getByLabel('Files to send', { exact: true })).toBeAttached();
  await sender.getByRole('link', { name: 'Shares', exact: true }).click();
  await expect(sender.getByRole('article', { name: 'film.mp4', exact: true })).toBeVisible();
  await expect(resume).toBeHidden();
});
