/** Arabic texts of the inbox and of request pages. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatDuration, formatNumber, plural } from '../format.ts';
import { isolated } from '../isolated.ts';

export const inbox: Catalogue['inbox'] = {
  region: 'صندوق الوارد',
  loading: 'يجري فتح ما أُرسل إليك.',
  noKeyTitle: 'لا صندوق وارد من دون زوج مفاتيح.',
  noKeyNext: 'يُرجى إنشاء زوج مفاتيح في «الإعدادات» وإعطاء رابط جهة الاتصال الخاص به: ما يُرسل إليك يظهر هنا.',
  emptyTitle: 'لم يُرسل إليك شيء.',
  emptyNext: 'يمكن إعطاء رابط استلام لمن يريد الإرسال. ما يصل عبره يظهر هنا، ولا يُفتح إلا بمفتاحك.',
  settings: 'إلى الإعدادات',
  isNew: 'جديد',
  closed: 'إرسالية لا تُفتح',
  arrived: (seconds) => `تاريخ الوصول: ${formatDate(seconds)}`,
  signedAt: (seconds) =>
    `التاريخ الذي وضعه المرسل: ${formatDate(seconds)}، والفرق أكثر من يوم. ربما حُجزت في الطريق أو أُرسلت من جديد.`,
  ends: (seconds) => `تاريخ الانتهاء: ${formatDate(seconds)}`,
  ending: (seconds) => `الوقت المتبقي: ${formatDuration(seconds)}`,
  open: 'فتح',
  dismiss: 'إزالة من القائمة',
  remove: 'حذف',
  removeWarning: 'تُحذف ملفاتها من هذا الموقع نهائيًا. ما حفظته يبقى لديك.',
  removeSurely: 'حذف نهائي',
  keep: 'إبقاء',
  closedTitle: (count) =>
    plural(count, {
      zero: 'لا توجد إرساليات لا تُفتح بالمفاتيح الموجودة في هذا المتصفح.',
      one: 'إرسالية واحدة لا تُفتح بالمفاتيح الموجودة في هذا المتصفح.',
      two: 'إرساليتان لا تُفتحان بالمفاتيح الموجودة في هذا المتصفح.',
      few: `${formatNumber(count)} إرساليات لا تُفتح بالمفاتيح الموجودة في هذا المتصفح.`,
      many: `${formatNumber(count)} إرسالية لا تُفتح بالمفاتيح الموجودة في هذا المتصفح.`,
      other: `${formatNumber(count)} إرسالية لا تُفتح بالمفاتيح الموجودة في هذا المتصفح.`,
    }),
  closedNext:
    'مختومة لمفاتيح أخرى، أو تالفة. يمكن لكل من لديه رابطك، ولهذا الخادم أيضًا، إرسال مثل هذه الأشياء.',
  closedShow: 'عرض ما لا يُفتح',
  closedHide: 'إخفاء ما لا يُفتح',
  dismissAll: 'إزالة ما لا يُفتح من القائمة',
  waitingTitle: (count) =>
    plural(count, {
      zero: 'لا توجد إرساليات تعذّر فتحها.',
      one: 'تعذّر حتى الآن فتح إرسالية واحدة.',
      two: 'تعذّر حتى الآن فتح إرساليتين.',
      few: `تعذّر حتى الآن فتح ${formatNumber(count)} إرساليات.`,
      many: `تعذّر حتى الآن فتح ${formatNumber(count)} إرسالية.`,
      other: `تعذّر حتى الآن فتح ${formatNumber(count)} إرسالية.`,
    }),
  waitingNext: 'لم يُفقد شيء. يُرجى إعادة المحاولة؛ وقد يحتاج بعضها إلى إصدار أحدث من هذه الصفحة.',
  waitingShow: 'عرض ما ينتظر',
  waitingHide: 'إخفاء ما ينتظر',
  again: 'إعادة المحاولة',
  range: (from, to, count) =>
    `من ${formatNumber(from)} إلى ${formatNumber(to)}، من أصل ${formatNumber(count)}`,
  pagers: {
    open: { newer: 'إرساليات أحدث', older: 'إرساليات أقدم' },
    waiting: { newer: 'الأحدث مما ينتظر', older: 'الأقدم مما ينتظر' },
    closed: { newer: 'الأحدث مما لا يُفتح', older: 'الأقدم مما لا يُفتح' },
  },
};

export const request: Catalogue['request'] = {
  pageTitle: 'إرسال ملفات',
  loading: 'يجري البحث عن صاحب هذا الرابط.',
  heading: (name) => `إرسال ملفات إلى ${isolated(name)}`,
  purpose: (name) =>
    `تُشفَّر الملفات وتُختم في هذا المتصفح، قبل أن تغادره، بحيث لا يمكن لغير ${isolated(name)} فتحها. لا حاجة إلى مفتاح ولا إلى حساب.`,
  purposeSelf: 'هذا رابطك أنت، وهو للإعطاء: ما يصل عبره يظهر في صندوق الوارد لديك.',
  verified: 'سبق أن قارنت هذه البصمة.',
  known: 'ضمن جهات الاتصال لديك، ولم يتم التحقق بعد.',
  named: 'هذا الاسم من اختيار صاحب الرابط نفسه. في الأمور المهمة تُرجى مقارنة البصمة معه بوسيلة أخرى.',
  fingerprint: 'بصمة المفتاح',
  choices: 'الرسالة ومدة الصلاحية',
  first: 'يُرجى اختيار هذه أولًا: لا يمكن تغيير الإرسالية بعد ذلك، بل إيقافها وحذفها فقط.',
  expires: 'مدة الصلاحية',
  message: 'الرسالة',
  messageHint: 'مختومة مثل الملفات.',
  invitation: (name) => `يمكن إفلات الملفات أو المجلدات هنا لإرسالها إلى ${isolated(name)}`,
  keepOpen:
    'يُرجى إبقاء علامة التبويب هذه مفتوحة حتى تظهر عبارة «تم التسليم». الرفع الذي يُترك ينتظر هنا الملفات نفسها.',
  done: 'تم التسليم',
  after: 'تنتظر في صندوق الوارد لدى المستلم، ولا يفتحها إلا مفتاحه. يمكن إغلاق هذه الصفحة.',
  again: 'إرسال شيء آخر',
  pasteWrong: `هذا ليس رابط استلام. في رابط الاستلام ${isolated('/to/')} في الوسط و${isolated('#')} قرب النهاية.`,
  stoppedBefore: 'حُذف ما كان قد رُفع. لم يصل شيء.',
  stoppedAfter: 'حُذفت من صندوق الوارد لدى المستلم. ما حفظه منها من قبل يبقى لديه.',
};
