/** Arabic texts of what lists have in common: finding something in them, and undoing. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatNumber, plural } from '../format.ts';
import { isolated } from '../isolated.ts';

export const finding: Catalogue['finding'] = {
  form: 'البحث عن مشاركة',
  search: 'بحث',
  hint: 'أسماء الملفات والأشخاص.',
  sort: 'الترتيب حسب',
  sortings: {
    newest: 'الأحدث أولًا',
    name: 'الاسم',
    ending: 'الأقرب انتهاءً',
  },
  found: (count, total) => `المعروض: ${formatNumber(count)} من ${formatNumber(total)}.`,
  none: 'لا شيء هنا في اسمه هذه الكلمات.',
  clear: 'مسح البحث',
};

export const undo: Catalogue['undo'] = {
  undo: 'تراجع',
  done: {
    share: (name) => `أُزيل «${isolated(name)}» من القائمة.`,
    person: (name) => `أُزيل ${isolated(name)} من جهات الاتصال.`,
    delivery: (name) => `أُزيل «${isolated(name)}» من القائمة. تبقى ملفات الإرسالية حتى تنتهي.`,
    deliveries: (count) =>
      plural(count, {
        zero: 'لم تُزل أي إرسالية من القائمة.',
        one: 'أُزيلت إرسالية واحدة من القائمة.',
        two: 'أُزيلت إرساليتان من القائمة.',
        few: `أُزيلت ${formatNumber(count)} إرساليات من القائمة.`,
        many: `أُزيلت ${formatNumber(count)} إرسالية من القائمة.`,
        other: `أُزيلت ${formatNumber(count)} إرسالية من القائمة.`,
      }),
  },
};
