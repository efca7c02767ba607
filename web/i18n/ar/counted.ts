/** What Arabic texts count, in each of its six forms. All are nominative: they stand as a subject or behind a colon. */
import { formatNumber, plural } from '../format.ts';

interface Noun {
  readonly zero: string;
  readonly one: string;
  readonly two: string;
  /** From here on behind the number. */
  readonly few: string;
  readonly many: string;
  readonly other: string;
}

const counted =
  ({ zero, one, two, few, many, other }: Noun) =>
  (count: number): string => {
    const number = formatNumber(count);
    return plural(count, {
      zero,
      one,
      two,
      few: `${number} ${few}`,
      many: `${number} ${many}`,
      other: `${number} ${other}`,
    });
  };

export const files = counted({
  zero: 'لا ملفات',
  one: 'ملف واحد',
  two: 'ملفان',
  few: 'ملفات',
  many: 'ملفًا',
  other: 'ملف',
});

export const otherFiles = counted({
  zero: 'لا ملف آخر',
  one: 'ملف آخر',
  two: 'ملفان آخران',
  few: 'ملفات أخرى',
  many: 'ملفًا آخر',
  other: 'ملف آخر',
});

export const shares = counted({
  zero: 'لا مشاركات',
  one: 'مشاركة واحدة',
  two: 'مشاركتان',
  few: 'مشاركات',
  many: 'مشاركة',
  other: 'مشاركة',
});

export const otherShares = counted({
  zero: 'لا مشاركة أخرى',
  one: 'مشاركة أخرى',
  two: 'مشاركتان أخريان',
  few: 'مشاركات أخرى',
  many: 'مشاركة أخرى',
  other: 'مشاركة أخرى',
});

export const downloads = counted({
  zero: 'لا تنزيلات',
  one: 'تنزيل واحد',
  two: 'تنزيلان',
  few: 'تنزيلات',
  many: 'تنزيلًا',
  other: 'تنزيل',
});

export const linksOfRequest = counted({
  zero: 'ما يكفي من روابط الاستلام',
  one: 'رابط استلام واحد',
  two: 'رابطا استلام',
  few: 'روابط استلام',
  many: 'رابط استلام',
  other: 'رابط استلام',
});
