/** What is seen before the catalogue is there, in Arabic. */
import type { FirstWords } from '../first-words.ts';

export const first = {
  navigation: 'الصفحات',
  send: 'إرسال',
  shares: 'المشاركات',
  people: 'جهات الاتصال',
  settings: 'الإعدادات',
  heading: 'إفلات ملف يكفي للحصول على رابط.',
  purpose:
    'يُشفَّر الملف ويُختم في هذا المتصفح قبل أن يغادره. يمكن لكل من لديه الرابط فتحه؛ ولا يمكن لأحد في الطريق، ولا لهذا الموقع نفسه، قراءته أو تغييره أو اقتطاع شيء منه.',
  loading: 'يجري فحص الختم.',
  loadingNext: 'يتحقق هذا المتصفح من صاحب الختم ومن أن أحدًا لم يغيّر شيئًا في الطريق. ولا يُعرض شيء قبل ذلك.',
} as const satisfies FirstWords;
