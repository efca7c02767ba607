/** Arabic words of previews. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber } from '../format.ts';
import { isolated } from '../isolated.ts';

const saveIt = 'يُرجى حفظ الملف لفتحه ببرنامج آخر.';

export const preview: Catalogue['preview'] = {
  show: 'معاينة',
  showOne: (path) => `معاينة ${isolated(path)}`,
  region: (path) => `معاينة الملف ${isolated(path)}`,
  previous: 'الملف السابق',
  next: 'الملف التالي',
  close: 'إغلاق المعاينة',
  cancel: 'إلغاء المعاينة',
  progress: 'تقدّم المعاينة',
  fetching: 'يجري جلبه. لا يظهر شيء قبل فحصه.',
  verified: 'تم التحقق: كل بايت فيه كما خُتم.',
  verifiedBeginning: 'تم التحقق: كل بايت يظهر هنا كما خُتم. لم يُجلب الباقي.',
  image: (format, width, height) =>
    `صورة ${isolated(format)}، الأبعاد بالبكسل: ${isolated(`${formatNumber(width)} × ${formatNumber(height)}`)}`,
  still: 'هي متحركة. لا يظهر منها سوى الصورة الأولى.',
  text: 'محتوى النص',
  empty: 'لا شيء فيه.',
  beginning: (shown, total) =>
    `لا يظهر سوى البداية: ${formatBytes(shown)} من ${formatBytes(total)}. يُرجى حفظ الملف للحصول عليه كاملًا.`,
  neither: {
    title: 'لا يمكن عرض هذا هنا.',
    next: `ليس نصًّا بترميز UTF-8 أو UTF-16، ولا صورة من الأنواع التي تُعرض (JPEG وPNG وGIF وWebP وAVIF). ${saveIt}`,
  },
  tooLarge: (limit) => ({
    title: 'هذه الصورة أكبر من أن تُعرض هنا.',
    next: `الحد الأقصى لحجم الصور التي تُعرض: ${formatBytes(limit)}. ${saveIt}`,
  }),
  tooManyPixels: (width, height, limit) => ({
    title: 'بكسلات هذه الصورة أكثر من أن تُعرض هنا.',
    next: `أبعادها كما تذكر: ${isolated(`${formatNumber(width)} × ${formatNumber(height)}`)}. أقصى ما يُعرض، بملايين البكسلات: ${formatNumber(limit / 1_000_000)}، فما زاد قد يستنفد ذاكرة هذا الجهاز. يُرجى ألا تُحفظ إلا إن كانت صورة بهذا الحجم متوقعة.`,
  }),
  unreadable: (format) => ({
    title: 'لا يمكن رسم هذه الصورة.',
    next: `تبدأ كصورة ${isolated(format)}، ولا تتابع كما يعرف هذا المتصفح. وصلت كما أُرسلت. ${saveIt}`,
  }),
};
