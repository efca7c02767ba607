/** Open where there is nothing to open any more, or nothing for whoever asks, and where the network goes meanwhile. */
import { random } from '../../shared/bytes.ts';
import { runAdmin } from '../admin.ts';
import { makeFile } from '../files.ts';
import { expect, test } from '../fixtures.ts';
import { forgeLink } from '../link-text.ts';
import { button } from '../people-steps.ts';
import { choose, holdObjects, objectAddress, openShare, partsOf, saveBy, send } from '../steps.ts';
import { words } from '../words.ts';
import { shoot } from './screen.ts';

test('limit, block, another secret, no network @screens', async ({
  server,
  sender,
  recipient,
  newProfile,
  folder,
}) => {
  test.setTimeout(240_000);
  const link = await send(sender, await makeFile(folder, 'Contract.pdf', 700_000));
  await choose(sender, { limit: '1' });
  await openShare(recipient, link);
  const letThrough = await holdObjects(recipient);
  const asked = recipient.waitForRequest(objectAddress);
  await button(recipient, 'Save all').click();
  await asked;
  await recipient.context().setOffline(true);
  letThrough();
  await expect(recipient.getByText(/The connection is lost/)).toBeVisible({ timeout: 40_000 });
  await shoot(recipient, 'open-reconnecting');
  await recipient.context().setOffline(false);
  await expect(recipient.getByText('Saved and verified', { exact: true })).toBeVisible({ timeout: 60_000 });
  await saveBy(recipient, 'Save Contract.pdf');
  await shoot(recipient, 'open-saved-one');
  const late = await newProfile();
  await late.goto(link);
  await expect(late.getByRole('alert')).toContainText(words.limit);
  await shoot(late, 'open-limit');

  const other = await send(sender, await makeFile(folder, 'Plans.pdf', 700_000));
  const { id } = partsOf(other);
  await late.goto('about:blank');
  await late.goto(forgeLink(server.origin, Buffer.from(id, 'base64url'), random(32)));
  await expect(late.getByRole('alert')).toContainText(words['link-replaced']);
  await shoot(late, 'open-link-replaced');
  await runAdmin(server, ['block', id]);
  await late.goto('about:blank');
  await late.goto(other);
  await expect(late.getByRole('alert')).toContainText('blocked');
  await shoot(late, 'open-blocked');

  await late.goto('about:blank');
  await late.context().route(/\/api\/shares\//, (route) => route.abort());
  await late.goto(link);
  await expect(late.getByRole('alert')).toContainText(words['server-unreachable'], { timeout: 30_000 });
  await shoot(late, 'open-unreachable');
});
