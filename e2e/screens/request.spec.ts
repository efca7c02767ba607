/** The page of a request link while a delivery is on its way, and what it was when it does not arrive. */
import { makeFile } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { addPerson, contactLink, createKey, openRequest } from '../people-steps.ts';
import { holdObjects, stopReady, transfer } from '../steps.ts';
import { words } from '../words.ts';
import { shoot } from './screen.ts';

test('a delivery on its way @screens', async ({ sender: owner, recipient: stranger, folder }) => {
  test.setTimeout(180_000);
  await createKey(owner, 'Ada Lovelace', folder);
  const link = await contactLink(owner, 'Ada Lovelace');
  await openRequest(owner, link, 'Ada Lovelace');
  await shoot(owner, 'request-self');
  await addPerson(stranger, 'Ada Lovelace', link);
  await openRequest(stranger, link, 'Ada Lovelace');
  await shoot(stranger, 'request-known');
  const letThrough = await holdObjects(stranger);
  const file = await makeFile(folder, 'Signed contract.pdf', 3_000_000);
  await stranger.getByLabel('Files to send', { exact: true }).setInputFiles(file);
  await expect(transfer(stranger)).toHaveText('Sealing and uploading');
  await shoot(stranger, 'request-uploading');
  await stranger.context().setOffline(true);
  letThrough();
  await expect(transfer(stranger)).toHaveText('Reconnecting');
  await shoot(stranger, 'request-reconnecting');
  await stranger.context().setOffline(false);
  await expect(stranger.getByText('Delivered', { exact: true })).toBeVisible({ timeout: 60_000 });
  await stopReady(stranger);
  await expect(stranger.getByText(/deleted from their inbox/i)).toBeVisible();
  await shoot(stranger, 'request-stopped');
  await stranger.goto('about:blank');
  await stranger.goto(link.slice(0, -2));
  await expect(stranger.getByRole('alert')).toContainText(words['link-cut']);
  await shoot(stranger, 'request-link-cut');
});
