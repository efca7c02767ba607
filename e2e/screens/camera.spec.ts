/** The camera that reads a QR code, which is a film here: Chromium takes a file for it. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../../shared/bytes.ts';
import { filmedBy } from '../camera-film.ts';
import { expect, test } from '../fixtures.ts';
import { forgeLink } from '../link-text.ts';
import { button } from '../people-steps.ts';
import { photographed, writeFilm } from '../qr-pictures.ts';
import { shoot } from './screen.ts';

const film = join(tmpdir(), `sealdrop-screens-${process.pid}.y4m`);

test.use({ launchOptions: filmedBy(film) });

test.afterAll(() => rm(film, { force: true }));

test('a camera, and a code that is no link @screens', async ({ server, recipient }) => {
  await writeFilm(film, [photographed(null)]);
  await recipient.goto(forgeLink(server.origin, random(16), random(32)).slice(0, -12));
  await button(recipient, 'Scan a QR code').click();
  await expect(recipient.getByText(/Hold the QR code into the picture/)).toBeVisible();
  await shoot(recipient, 'camera');
  await button(recipient, 'Stop the camera').click();
  await writeFilm(film, [photographed('the menu of a restaurant')]);
  await button(recipient, 'Scan a QR code').click();
  await expect(recipient.getByText(/That is not a link to a share/)).toBeVisible();
  await shoot(recipient, 'camera-no-link');
});
