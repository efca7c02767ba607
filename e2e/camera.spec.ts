/** QR codes before the camera, which is a film here: Chromium takes a file for it. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { filmedBy } from './camera-film.ts';
import { launchPlainBrowser } from './cdp.ts';
import { expect, test } from './fixtures.ts';
import { button, contactLink, createKey, personArticle } from './people-steps.ts';
import { photographed, writeFilm } from './qr-pictures.ts';

const film = join(tmpdir(), `sealdrop-film-${process.pid}.y4m`);

test.use({ launchOptions: filmedBy(film) });

test.afterAll(() => rm(film, { force: true }));

/** Keeps what the browser gives of the camera, which it gives all the same, to see whether it is off. Call it before the page is opened. */
async function watchCamera(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const tracks: MediaStreamTrack[] = [];
    Object.assign(window, { seenTracks: tracks });
    const getUserMedia = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await getUserMedia(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
  return () =>
    page.evaluate(() =>
      (Reflect.get(window, 'seenTracks') as MediaStreamTrack[]).map(
        ({ kind, readyState }) => `${kind} ${readyState}`,
      ),
    );
}

test('a contact link is read from the camera, which is asked for by a press alone and off again at once', async ({
  sender,
  recipient,
  folder,
  watchOf,
}) => {
  await createKey(sender, 'Ada', folder);
  const contact = await contactLink(sender, 'Ada');
  const desk = Array.from({ length: 8 }, () => photographed(null));
  const tracks = await watchCamera(recipient);
  await recipient.goto('/people');
  expect(await tracks()).toEqual([]);

  await writeFilm(film, [photographed(null)]);
  await button(recipient, 'Scan a QR code').click();
  await expect(recipient.getByText(/Hold the QR code into the picture/)).toBeVisible();
  const picture = recipient.getByLabel('What the camera sees', { exact: true });
  await expect(picture).toBeVisible();
  await expect.poll(tracks).toEqual(['video live']);
  await button(recipient, 'Stop the camera').click();
  await expect(picture).toHaveCount(0);
  await expect.poll(tracks).toEqual(['video ended']);

  await button(recipient, 'Scan a QR code').click();
  await expect.poll(tracks).toEqual(['video ended', 'video live']);
  // The picture is brought into sight then, and a press in the middle of that is none.
  await expect(recipient.getByText(/Hold the QR code into the picture/)).toBeVisible();
  await recipient.getByRole('link', { name: 'Shares', exact: true }).click();
  await expect.poll(tracks).toEqual(['video ended', 'video ended']);

  await recipient.goto('/people');
  await writeFilm(film, [...desk, ...desk.map(() => photographed(contact))]);
  const before = watchOf(recipient).requests.length;
  await button(recipient, 'Scan a QR code').click();
  await expect(personArticle(recipient, 'Ada')).toBeVisible();
  await expect(picture).toHaveCount(0);
  await expect.poll(tracks).toEqual(['video ended']);
  // The decoder, the card of the person, and what a page asks for when it starts: nothing of what was seen is sent.
  const asked = watchOf(recipient).requests.slice(before);
  for (const request of asked) {
    expect(request.method()).toBe('GET');
    expect(new URL(request.url()).pathname).toMatch(/^\/(assets\/|api\/cards\/|api\/config$)/);
  }
});

test('a camera that a person does not give is said, and nothing else happens', async ({ server }) => {
  const no = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'];
  const browser = await launchPlainBrowser(no);
  const page = await browser.newPage();
  await page.goto(`${server.origin}/people`);
  await page.press('Scan a QR code');
  const said = await page.waitFor(() => document.querySelector('[role=alert]')?.textContent ?? null, {
    timeout: 45_000,
    parameters: [],
  });
  expect(said).toMatch(/does not let this page use the camera/);
  expect(await page.evaluate(() => document.querySelector('video'))).toBeNull();
  const { wrongs } = browser;
  await browser.close();
  expect(wrongs).toEqual([]);
});
