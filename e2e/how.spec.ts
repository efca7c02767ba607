/** What Sealdrop says of itself: how it works, the accessibility statement, and the hints that are met once. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible, tabTo } from './accessible.ts';
import { writeBytes } from './files.ts';
import { expect, test } from './fixtures.ts';
import {
  button,
  contactLink,
  createKey,
  deliver,
  inboxArticle,
  openRequest,
  revoke,
} from './people-steps.ts';
import { send } from './steps.ts';

const foot = (page: Page, name: string): Locator =>
  page.getByRole('contentinfo').getByRole('link', { name, exact: true });

test('how it works stands one press away from the first screen, and behind its own address', async ({
  sender,
}) => {
  await sender.goto('/');
  await foot(sender, 'How it works').press('Enter');
  const heading = sender.getByRole('heading', { level: 1 });
  await expect(heading).toHaveText('Sealed here, opened there, closed in between.');
  await expect(sender).toHaveTitle('How it works · Sealdrop');
  await expect(sender.getByRole('img', { name: /^A drawing\. .* around the store/ })).toBeVisible();
  const about = [
    'What this server sees',
    'What it does not see',
    'When a key is lost',
    'What this cannot do',
  ];
  for (const name of about) await expect(sender.getByRole('heading', { name, exact: true })).toBeVisible();
  await expect(sender.getByText(/could read whatever you open and send/)).toBeVisible();
  await expect(foot(sender, 'How it works')).toHaveAttribute('aria-current', 'page');
  expect((await sender.reload())?.status()).toBe(200);
  await expect(heading).toBeVisible();
});

test('the statement on accessibility is found from Settings, and says whom to write to', async ({
  sender,
}) => {
  await sender.goto('/settings');
  const section = sender.getByRole('region', { name: 'About Sealdrop', exact: true });
  await section.getByRole('link').nth(1).press('Enter');
  await expect(sender).toHaveTitle('Accessibility · Sealdrop');
  await expect(sender.getByText(/whoever runs this site/)).toBeVisible();
  expect((await sender.reload())?.status()).toBe(200);
  await expect(sender.getByRole('heading', { level: 1 })).toBeVisible();
});

test('both pages, and the one that is not there, in both themes and widths @a11y', async ({ sender }) => {
  for (const path of ['/how', '/accessibility', '/nowhere']) {
    await sender.goto(path);
    await expect(sender.getByRole('heading', { level: 1 })).toBeVisible();
    await expectAccessible(sender, path);
  }
});

test('how it works is read in another language too, from the right, and follows a change @a11y', async ({
  sender,
}) => {
  await sender.goto('/how');
  await sender.getByRole('link', { name: 'Settings', exact: true }).click();
  await sender.getByLabel('Language', { exact: true }).selectOption('ar');
  await foot(sender, 'كيف يعمل').click();
  await expect(sender.getByRole('heading', { level: 1 })).toHaveText('مختوم هنا، مفتوح هناك، مغلق بينهما.');
  await expect(sender.locator('html')).toHaveAttribute('dir', 'rtl');
  await expectAccessible(sender, '/how in Arabic');
});

/** Where a hint stands, none of it is over anything that can be pressed or filled in. */
async function expectOverNothing(page: Page, hint: Locator): Promise<void> {
  const covered = await hint.evaluate((text) => {
    const line = text.parentElement as HTMLElement;
    const over = line.getBoundingClientRect();
    return [...document.querySelectorAll('button, input, select, textarea, a')].filter((control) => {
      const { left, right, top, bottom, width } = control.getBoundingClientRect();
      const apart = right <= over.left || left >= over.right || bottom <= over.top || top >= over.bottom;
      return width > 0 && !apart && !line.contains(control);
    }).length;
  });
  expect(covered, 'controls below a hint').toBe(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('each hint is met once in a browser, and goes by its button', async ({ sender, recipient, folder }) => {
  const link = /^Whoever has this link can open the files, so/;
  const key = /^This key pair is in this browser and in its backup file/;
  const inbox = /^What others send by your links comes here/;

  await send(sender, await writeBytes(folder, 'a.txt', Buffer.from('a')));
  await expect(sender.getByText(link)).toBeVisible();
  await expectOverNothing(sender, sender.getByText(link));
  await button(sender, 'Got it').press('Enter');
  await expect(sender.getByText(link)).toHaveCount(0);
  // The focus stays where it was, so that Tab goes on from there.
  await sender.keyboard.press('Tab');
  await expect(button(sender, 'Save as package')).toBeFocused();
  await send(sender, await writeBytes(folder, 'b.txt', Buffer.from('b')));
  await expect(sender.getByText(link)).toHaveCount(0);

  await createKey(sender, 'Ada', folder);
  await expect(sender.getByText(key)).toBeVisible();
  await expectOverNothing(sender, sender.getByText(key));
  await sender.reload();
  // Not before it was put away.
  await button(sender, 'Got it').click();
  await sender.reload();
  await expect(button(sender, 'Copy contact link')).toBeVisible();
  await expect(sender.getByText(key)).toHaveCount(0);

  await openRequest(recipient, await contactLink(sender, 'Ada'), 'Ada');
  await deliver(recipient, await writeBytes(folder, 'c.txt', Buffer.from('c')));
  await sender.goto('/shares');
  await expect(inboxArticle(sender, 'c.txt')).toBeVisible();
  await expectOverNothing(sender, sender.getByText(inbox));
  await button(sender, 'Got it').click();
  await sender.reload();
  await expect(inboxArticle(sender, 'c.txt')).toBeVisible();
  await expect(sender.getByText(inbox)).toHaveCount(0);

  // Another browser has met none of them.
  await send(recipient, await writeBytes(folder, 'd.txt', Buffer.from('d')));
  await expect(recipient.getByText(link)).toBeVisible();
});

test('hints, a search and what was put away: by keyboard alone, in both themes and widths @a11y', async ({
  sender,
  folder,
}) => {
  for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']) {
    await send(sender, await writeBytes(folder, name, Buffer.from(name)));
  }
  await expect(button(sender, 'Got it')).toBeVisible();
  await expectAccessible(sender, 'hint');
  await sender.goto('/shares');
  const article = sender.getByRole('article', { name: 'b.txt', exact: true });
  await revoke(article);
  await expect(button(article, 'Dismiss')).toBeVisible();
  // From here on by keyboard alone.
  await tabTo(sender, 'searchbox', 'Search');
  await sender.keyboard.type('B.TXT');
  await expect(sender.getByText('1 of 5 shown.', { exact: true })).toBeVisible();
  await tabTo(sender, 'combobox', 'Sort by');
  await sender.keyboard.type('Ending');
  await tabTo(sender, 'button', 'Dismiss');
  await sender.keyboard.press('Enter');
  await expect(button(sender, 'Undo')).toBeFocused();
  await expectAccessible(sender, 'put away, and nothing found');
  await sender.keyboard.press('Enter');
  await expect(button(article, 'Dismiss')).toBeFocused();
  await expectAccessible(sender, 'found');
});
