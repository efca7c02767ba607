/** English words of previews. A part of the catalogue in catalogue.ts. */
import { formatBytes, formatNumber } from '../format.ts';

const saveIt = 'Save it to open it with another program.';

export const preview = {
  show: 'Preview',
  showOne: (path: string) => `Preview ${path}`,
  region: (path: string) => `Preview of ${path}`,
  previous: 'Previous file',
  next: 'Next file',
  close: 'Close preview',
  cancel: 'Cancel preview',
  progress: 'Preview progress',
  fetching: 'Fetching it. Nothing is shown before it is checked.',
  verified: 'Verified: every byte of it is as it was sealed.',
  verifiedBeginning: 'Verified: every byte shown here is as it was sealed. The rest was not fetched.',
  image: (format: string, width: number, height: number) =>
    `${format} image, ${formatNumber(width)} × ${formatNumber(height)} pixels`,
  still: 'It moves. Only its first picture is shown.',
  text: 'Text',
  empty: 'There is nothing in it.',
  beginning: (shown: number, total: number) =>
    `Only the beginning is shown, ${formatBytes(shown)} of ${formatBytes(total)}. Save it to have all of it.`,
  neither: {
    title: 'This cannot be shown here.',
    next: `It is neither text in UTF-8 or UTF-16 nor an image of a kind that is shown (JPEG, PNG, GIF, WebP, AVIF). ${saveIt}`,
  },
  tooLarge: (limit: number) => ({
    title: 'This image is too large to be shown here.',
    next: `Images of up to ${formatBytes(limit)} are. ${saveIt}`,
  }),
  tooManyPixels: (width: number, height: number, limit: number) => ({
    title: 'This image has too many pixels to be shown here.',
    next: `It says that it is ${formatNumber(width)} × ${formatNumber(height)}; up to ${formatNumber(limit / 1_000_000)} million are shown, for more could exhaust this device. Save it only if you expect an image of this size.`,
  }),
  unreadable: (format: string) => ({
    title: 'This image cannot be drawn.',
    next: `It begins like a ${format} and does not go on like one that this browser knows. It arrived as it was sent. ${saveIt}`,
  }),
};
