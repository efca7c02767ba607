/** Which files are offered a preview. */
import { expect, it } from 'vitest';
import { isPreviewable } from './previewable.ts';

it.each([
  ['photo.JPG', ''],
  ['folder/a.b/picture.webp', ''],
  ['logo.svg', ''],
  ['page.html', 'text/html'],
  ['README', ''],
  ['folder/Makefile', ''],
  ['notes', 'text/plain; charset=utf-8'],
  ['data', 'application/ld+json'],
  ['picture', 'image/avif'],
])('%s, said to be "%s", is', (path, type) => {
  expect(isPreviewable({ path, type })).toBe(true);
});

it.each([
  ['film.mp4', 'video/mp4'],
  ['paper.pdf', 'application/pdf'],
  ['program.exe', ''],
  ['archive.txt/photo', ''],
  ['jpg', ''],
  ['.png.zip', ''],
  ['photo.heic', 'image/heic'],
  ['constructor', '__proto__'],
])('%s, said to be "%s", is not', (path, type) => {
  expect(isPreviewable({ path, type })).toBe(false);
});
