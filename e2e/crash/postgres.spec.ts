/** Servers over PostgreSQL that are killed, and PostgreSQL killed below them: `npm run test:postgres`. docs/testing.md. */
import { countCases } from '../cases.ts';
import { saveDespite, sendThrough } from './journeys.ts';
import { databaseDies, postgresSite } from './postgres-site.ts';
import { killAtLeast } from './rounds.ts';
import { controlOf, expect, test } from './services.ts';
import { diskSite } from './site.ts';

const KILLS = 5;

const held = countCases('kills over PostgreSQL');

for (const victim of ['the server', 'PostgreSQL'] as const) {
  test(`@postgres ten uploads go on from their acknowledged parts after ${victim} was killed`, async ({
    postgres,
  }) => {
    test.setTimeout(300_000);
    const site = await postgresSite(postgres);
    try {
      const mortal = victim === 'PostgreSQL' ? databaseDies(site, postgres) : site;
      const { kills } = await killAtLeast(KILLS, mortal, { kills: KILLS, parts: 3 });
      for (let i = 0; i < kills; i++) held();
      expect(site.server.log()).not.toContain('"event":"unexpected"');
    } finally {
      await site.remove();
    }
  });
}

test('@postgres a page whose database is killed says "Reconnecting", and goes on to Ready; what is fetched already goes on too', async ({
  postgres,
  newProfile,
  folder,
}) => {
  test.setTimeout(300_000);
  const site = await postgresSite(postgres);
  try {
    const { server } = databaseDies(site, postgres);
    const outage = { begin: server.kill, end: server.start };
    const sent = await sendThrough(await newProfile(site), folder, outage);
    held();
    // Bytes come from the store, which is asked by an address that was signed before.
    await saveDespite(await newProfile(site), sent, outage);
    held();
  } finally {
    await site.remove();
  }
});

test('@postgres a server that is started before its database waits for it', async ({ postgres }) => {
  test.setTimeout(120_000);
  const control = controlOf(postgres);
  const site = await postgresSite(postgres);
  try {
    await site.server.kill();
    await control('kill');
    const started = site.server.start();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await control('up');
    await started;
    expect((await fetch(`${site.server.origin}/readyz`)).status).toBe(200);
    expect(site.server.log()).toContain('"event":"database connection lost"');
    held();
  } finally {
    await site.remove();
  }
});

test('@postgres a server says in words why its database cannot be used, and nothing of the address', async ({
  postgres,
}) => {
  const wrong = Object.assign(new URL(postgres.url), { password: 'not-the-one' }).href;
  const missing = Object.assign(new URL(postgres.url), { pathname: '/nowhere' }).href;
  for (const [DATABASE_URL, words] of [
    [wrong, /refuses the user or the password/],
    [missing, /no database of the name/],
  ] as const) {
    const failure = await diskSite({ environment: { DATABASE_URL } }).then(
      () => '',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
    expect(failure).toMatch(/ended with 1/);
    expect(failure).toMatch(words);
    expect(failure).not.toContain('not-the-one');
    expect(failure).not.toContain(new URL(postgres.url).password);
    held();
  }
});
