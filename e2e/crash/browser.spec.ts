/** The server is killed below a real page, on the disk: the page says so, waits, and goes on. docs/testing.md. */
import { countCases } from '../cases.ts';
import { saveThrough, sendThrough } from './journeys.ts';
import { test } from './pages.ts';
import { diskSite } from './site.ts';

const held = countCases('pages that outlived their server');

test('a page whose server is killed says "Reconnecting", and goes on to Ready; so does a recipient', async ({
  newProfile,
  folder,
}) => {
  const site = await diskSite();
  try {
    const outage = { begin: site.server.kill, end: site.server.start };
    const sent = await sendThrough(await newProfile(site), folder, outage);
    held();
    await saveThrough(await newProfile(site), sent, outage);
    held();
  } finally {
    await site.remove();
  }
});
