/**
 * Arabic words for portable packages: the page of them, and what may go wrong with them. A part of the catalogue in catalogue.ts.
 */
import type { ErrorDetails, PackageErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { visibleName } from '../format.ts';
import { isolated } from '../isolated.ts';

const one = ({ file }: ErrorDetails): string => (file ? isolated(visibleName(file)) : 'ملف الحزمة');

export const packageFailures: Pick<Catalogue['failures'], PackageErrorCode> = {
  'package-unknown': (details) => ({
    title: `ليس ${one(details)} حزمة من Sealdrop.`,
    next: 'يُرجى اختيار ملف ZIP الذي أُنشئ بالأمر «حفظ كحزمة». أما ملف من نظام آخر فقد يُفتح عبر «فتح ملف من نظام أقدم».',
  }),
  'package-cut': () => ({
    title: 'قُطعت هذه الحزمة قبل نهايتها.',
    next: 'نهايتها ناقصة. لم يُحفظ شيء. يُرجى الحصول عليها من جديد من مصدرها.',
  }),
  'package-altered': (details) => ({
    title: `لم يعد ${one(details)} كما أُنشئ.`,
    next: 'غُيّر، أو ضغطه برنامج آخر من جديد. لم يُحفظ شيء. يُرجى الحصول على الملف نفسه من جديد، كما أُنشئ.',
  }),
  'package-name': (details) => ({
    title: `يحتوي ${one(details)} على اسم يقود إلى خارجه.`,
    next: 'لا يوجد اسم كهذا في حزمة سليمة. لم يُفتح شيء.',
  }),
  'package-twice': (details) => ({
    title: `يوجد ${one(details)} في هذه الحزمة مرتين.`,
    next: 'جمعها شخص آخر. لم يُفتح شيء. يُرجى الحصول على الحزمة من جديد ممن أنشأها.',
  }),
  'package-missing': (details) => ({
    title: `لا يوجد ${one(details)} في هذه الحزمة.`,
    next: 'لم يُفتح شيء. يُرجى الحصول على الحزمة من جديد من مصدرها.',
  }),
  'package-surplus': (details) => ({
    title: `لا ينتمي ${one(details)} إلى هذه الحزمة.`,
    next: 'أضافه أحد ما. لم يُفتح شيء. يُرجى الحصول على الحزمة من جديد ممن أنشأها.',
  }),
  'package-checksum': (details) => ({
    title: `لا يتطابق المجموع الاختباري لـ ${one(details)} في هذه الحزمة.`,
    next: 'غُيّر، أو بُدّل بجزء آخر. لم يُحفظ شيء. يُرجى الحصول على الحزمة من جديد من مصدرها.',
  }),
  'package-mismatch': (details) => ({
    title: `ما يذكره ${one(details)} عن هذه الحزمة غير صحيح.`,
    next: 'أجزاؤها لا تنتمي بعضها إلى بعض. لم يُحفظ شيء. يُرجى الحصول على الحزمة من جديد ممن أنشأها.',
  }),
  'package-code': () => ({
    title: 'تُفتح هذه الحزمة برابط أو رمز، وليس هذا هو المطلوب.',
    next: 'يُرجى إدخال رابط المشاركة التي حُفظت منها كاملًا، أو الرمز الذي ظهر عند إنشائها.',
  }),
};

export const packages: Catalogue['packages'] = {
  pageTitle: 'حزمة',
  open: 'فتح حزمة',
  heading: 'تُفتح الحزمة في هذا المتصفح وحده.',
  about: `هي مشاركة في ملف واحد، أُنشئت بالأمر «حفظ كحزمة» أو بالأمر «${isolated('sealdrop pack')}». يكفي اختيارها: لا يُسأل أي خادم عن شيء، ولا يغادر هذا المتصفح شيء.`,
  reading: 'يجري فحص الحزمة.',
  codeHeading: 'تُفتح هذه الحزمة برابط أو رمز.',
  code: 'الرابط أو الرمز',
  codeHint: 'رابط المشاركة التي حُفظت منها كاملًا، أو الرمز الذي أُعطي معها.',
  giveCode: 'فتح',
  lockedHeading: 'تحتاج هذه الحزمة إلى عبارة مرور أيضًا.',
  here: 'من حزمة، فُتحت في هذا المتصفح وحده',
  save: 'حفظ كحزمة',
  saveHint:
    'ملف واحد مختوم لأي وسيلة نقل. من يمكنه فتح المشاركة يمكنه فتحه، بلا أي خادم، وإلى الأبد: فلا يمكن إبطاله.',
};
