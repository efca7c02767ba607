/**
 * A page that was opened at another address than the server's own: keys say so and name the right one; links need no
 * signature and work as ever.
 */
import { writeBytes } from './files.ts';
import { test as base, expect } from './fixtures.ts';
import { button, createKey, keyPairArticle } from './people-steps.ts';
import { type Server, startServer } from './server.ts';
import { fileList, send } from './steps.ts';
import { words } from './words.ts';

const OWN = 'http://drop.example.org';

const test = base.extend<object, { readonly server: Server }>({
  server: [
    async ({}, use) => {
      const server = await startServer({ environment: { PUBLIC_ORIGIN: OWN } });
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],
});

test('keys, request links and the inbox say where they work', async ({ sender, folder }) => {
  await sender.goto('/settings');
  const notice = sender.getByRole('note').filter({ hasText: words['other-origin'] });
  await expect(notice).toContainText(OWN);
  await createKey(sender, 'Ada', folder);
  await button(keyPairArticle(sender, 'Ada'), 'Copy contact link').click();
  const alert = keyPairArticle(sender, 'Ada').getByRole('alert');
  await expect(alert).toContainText(words['other-origin']);
  await expect(alert).toContainText(OWN);
  await expect(alert).not.toContainText(words.unexpected);

  await sender.goto('/shares');
  const inbox = sender.getByRole('region', { name: 'Inbox', exact: true });
  await expect(inbox.getByText(words['other-origin'])).toHaveCount(1);
});

test('links are sent and opened there all the same', async ({ sender, recipient, folder }) => {
  const link = await send(sender, await writeBytes(folder, 'plain.txt', Buffer.from('plain')));
  await recipient.goto(link);
  await expect(fileList(recipient)).toContainText('plain.txt');
});
