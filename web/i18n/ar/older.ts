/**
 * Arabic words for files of older systems: the page, and what may go wrong with them. A part of the catalogue in catalogue.ts.
 */
import type { ErrorDetails, OlderErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber, plural, visibleName } from '../format.ts';
import { isolated } from '../isolated.ts';
import { otherFiles } from './counted.ts';

const one = ({ file }: ErrorDetails): string => (file ? isolated(visibleName(file)) : 'أحد الملفات');

const command = `«${isolated('sealdrop open-legacy')}»`;

export const olderFailures: Pick<Catalogue['failures'], OlderErrorCode> = {
  'older-unknown': () => ({
    title: 'لا شيء هنا من أحد الأنظمة الثلاثة الأقدم.',
    next: `يُرجى اختيار ملف ZIP لحزمة أو مجلدها، أو ملف ينتهي اسمه بـ ${isolated('.enc')} مع كل ما يتبعه. أما حزمة Sealdrop فتُفتح عبر «فتح حزمة».`,
  }),
  'older-unsupported': (details) => ({
    title: `نوع ${one(details)} لا يقرؤه Sealdrop.`,
    next: 'هذه حزمة من نظام Secure File Processing System خُتم مفتاحها بطريقة RSA-4096، أو بطريقة غير معروفة هنا. يُرجى فتحها بالبرنامج الذي أنشأها.',
  }),
  'older-key-needed': (details) => ({
    title: `المفتاح اللازم لـ ${one(details)} ناقص.`,
    next: `تحتاج الحزمة وملف CloudSecureShare إلى المفتاح الخاص، أما أي ملف ${isolated('.enc')} آخر فيحتاج إلى مفتاح الملف. ويحتاج ملف CloudSecureShare أيضًا إلى ملفَّيه ${isolated('.key.enc')} و${isolated('ephemeral_public_key.pem')} بجانبه.`,
  }),
  'older-key-unusable': () => ({
    title: 'لا يمكن استخدام هذا المفتاح.',
    next: `المفتاح الخاص ملف PEM على المنحنى P-384 (PKCS#8 أو SEC1) لا تحميه عبارة مرور: يزيلها الأمر ${isolated('openssl pkey')}. ومفتاح الملف نص base64 طوله 16 أو 24 أو 32 بايت.`,
  }),
  'older-wrong-key': (details) => ({
    title: `خُتم ${one(details)} لمفتاح آخر.`,
    next: 'لم يُفتح شيء. يُرجى اختيار المفتاح الخاص المقابل للمفتاح العام الذي أُنشئ له.',
  }),
  'older-missing': (details) => ({
    title: `لا يوجد ${one(details)}.`,
    next: 'لم يُحتفظ بشيء. يُرجى اختيار كل ما ينتمي بعضه إلى بعض، والمجلد كله إن كان مجلدًا.',
  }),
  'older-mismatch': (details) => ({
    title: `ما يذكره ${one(details)} لا يطابق الموجود.`,
    next: 'يختلف عدد أو ترتيب أو حجم. لم يُحتفظ بشيء. يُرجى الحصول على الملفات من جديد من مكان حفظها.',
  }),
  'older-checksum': (details) => ({
    title: `لا يتطابق المجموع الاختباري لـ ${one(details)}.`,
    next: 'بُدّلت أجزاء أو استُبدلت أو غُيّرت. لم يُحتفظ بشيء. يُرجى الحصول على الملفات من جديد من مكان حفظها.',
  }),
  'older-tag': (details) => ({
    title: `ليس ${one(details)} كما خُتم، أو المفتاح غير صحيح.`,
    next: 'وسم المصادقة لا يتطابق. لم يُحتفظ بشيء. يُرجى التأكد من المفتاح، ثم الحصول على الملف من جديد من مكان حفظه.',
  }),
  'older-truncated': (details) => ({
    title: `قُطع ${one(details)} قبل نهايته.`,
    next: 'نهايته ناقصة. لم يُحتفظ بشيء. يُرجى الحصول عليه من جديد من مكان حفظه.',
  }),
  'older-malformed': (details) => ({
    title: `لا يمكن فهم ${one(details)}.`,
    next: 'ليس بالصيغة التي يكتبها نظامه: في النص أو الأرقام أو base64 أو الحشو خطأ. لم يُحتفظ بشيء.',
  }),
  'older-name': (details) => ({
    title: `يشير ${one(details)} إلى مكان خارج مجلده.`,
    next: 'لا يوجد اسم كهذا في ملف سليم. لم يُفتح شيء، ولم يُحتفظ بشيء.',
  }),
  'older-no-room': ({ limit }) => ({
    title: `أقصى مساحة يتيحها هذا المتصفح لهذه الصفحة: ${formatBytes(limit ?? 0)}.`,
    next: `لم يُحتفظ بشيء. يُرجى استخدام نافذة عادية، أو توفير مساحة، أو الفتح بالأمر ${command}.`,
  }),
  'older-too-many': (details) => ({
    title: `أجزاء ${one(details)} أكثر مما يُقرأ هنا.`,
    next: 'يُقرأ حتى مئتي ألف عنصر من ملف ZIP، وحتى مئة وستين ألف جزء من حزمة. لم يُحتفظ بشيء. إن كان ملف ZIP يضم عدة حزم أو ملفات، فيُرجى فك ضغطه واختيارها واحدًا تلو الآخر.',
  }),
  'older-stopped': () => ({
    title: 'توقف الجزء الذي يفتح ملفات الأنظمة الأقدم في هذه الصفحة.',
    next: `لم يُحتفظ بشيء. يُرجى إعادة المحاولة مرة واحدة: يحل محله جزء جديد. وإن توقف هو أيضًا، فيُرجى استخدام الأمر ${command}.`,
  }),
  'zip-damaged': (details) => ({
    title: `${one(details)}: ملف ZIP تالف، أو من نوع لا يُقرأ هنا.`,
    next: 'فهرسه لا يطابق محتواه، أو أنه مشفّر. لم يُحتفظ بشيء. يُرجى الحصول عليه من جديد، أو فك ضغطه واختيار المجلد.',
  }),
  'zip-bomb': (details) => ({
    title: `فك ضغط ${one(details)} ينتج ما هو أكبر بكثير مما يحتويه.`,
    next: 'صُنع لملء القرص. لم يُحتفظ بشيء.',
  }),
};

export const older: Catalogue['older'] = {
  pageTitle: 'فتح ملف من نظام أقدم',
  heading: 'ملفات ثلاثة أنظمة أقدم تُفتح هنا.',
  about:
    'من أنظمة Secure File Processing System وCloudSecureShare وSecure File Upload and Download System. يُفك تشفيرها في هذا المتصفح، ولا يغادره ملف ولا مفتاح.',
  beforeTitle: 'ما كانت هذه الأنظمة تفحصه، وما لم تفحصه قط',
  before: {
    'secure-file-processing':
      'نظام Secure File Processing System: كل جزء خاضع للمصادقة؛ أما ترتيب الأجزاء وعددها والاسم فلم تخضع لها قط. تُقارن هنا كل الأعداد والأحجام والمجاميع الاختبارية، لكن من كان يستطيع الكتابة في مكان حفظ الحزمة كان يستطيع تغييرها كلها معًا.',
    'cloud-secure-share':
      'نظام CloudSecureShare: لا شيء خاضع للمصادقة. المفتاح الخاطئ، أو البايت المغيَّر، أو النهاية المقطوعة، كل منها يُفتح على بايتات أخرى، ولا يمكن لأحد معرفة ذلك.',
    'secure-upload-download':
      'نظام Secure File Upload and Download System: تخضع الملفات للمصادقة كاملة، قبل فك تشفير أي شيء.',
  },
  beforeNext: 'في الأمور المهمة يُرجى طلب قيمة SHA-256 للملف من المرسل. ويمكن مقارنتها بعد فتح الملف.',
  chooseHeading: 'ما المطلوب فتحه',
  chooseHint: `ملف ZIP لحزمة أو مجلدها؛ أو ملفات ${isolated('.enc')} مع كل ما بجانبها. ويمكن اختيار الكثير دفعة واحدة.`,
  files: 'ملفات من نظام أقدم',
  folder: 'مجلد من نظام أقدم',
  chosen: (first, count, bytes) =>
    `${count === 1 ? isolated(first) : `${isolated(first)} و${otherFiles(count - 1)}`}، ${formatBytes(bytes)}`,
  nothingChosen: 'يُرجى أولًا اختيار المطلوب فتحه.',
  keyHeading: 'مفتاحه',
  privateKey: 'المفتاح الخاص',
  privateKeyHint: 'ملف PEM، للنظامين الأولين.',
  fileKey: 'مفتاح الملف',
  fileKeyHint: `ما كان في ${isolated('FILE_KEY_BASE64')}، للنظام الثالث.`,
  open: 'فتح',
  looking: 'يجري فحص ما اخترته.',
  progress: 'تقدّم الفتح',
  cancel: 'إلغاء',
  openedHeading: (count) =>
    plural(count, {
      zero: 'لا ملفات مفتوحة',
      one: 'ملف واحد مفتوح',
      two: 'ملفان مفتوحان',
      few: `${formatNumber(count)} ملفات مفتوحة`,
      many: `${formatNumber(count)} ملفًا مفتوحًا`,
      other: `${formatNumber(count)} ملف مفتوح`,
    }),
  after: {
    'secure-file-processing':
      'كل الأجزاء والأعداد والمجاميع الاختبارية متطابقة. لكنها لا تُثبت أن هذه هي الحزمة التي أُنشئت أول مرة.',
    'cloud-secure-share':
      'غير خاضع للمصادقة. لا يمكن لأحد معرفة هل هذه هي البايتات التي شُفّرت، ولا هل كان المفتاح هو الصحيح: يُرجى النظر في الملف ومقارنة SHA-256 الخاص به.',
    'secure-upload-download': 'وسم المصادقة صحيح: كل بايت كما شُفّر.',
  },
  doubtful:
    'جرى تغييره: أُنشئ جزءاه بمتجه تهيئة واحد، ولهما الآن متجهان مختلفان. قد تكون البايتات الأولى، أو كلها، خاطئة.',
  digest: 'SHA-256',
  compare: 'SHA-256 من المرسل',
  compareHint: 'يُرجى طلبه بوسيلة غير التي وصل بها الملف.',
  same: (path) => `يطابق ${isolated(path)}: هذا هو الملف الذي يقصده المرسل.`,
  different: 'لا يطابق أيًّا من هذه الملفات. ليست هي ما يقصده المرسل.',
  noDigest: `يتكوّن SHA-256 من أربع وستين خانة: ${isolated('0-9')} و${isolated('a-f')}.`,
  skipped: (count) => `لم يُمسّ: ${otherFiles(count)}`,
  share: 'مشاركة آمنة',
  shareHint: 'تُنشأ مشاركة جديدة من كل الملفات المفتوحة، مختومة كما يُختم كل شيء هنا.',
  leaveHint: 'عند مغادرة هذه الصفحة يُزال ما فتحته من هذا المتصفح.',
  again: 'فتح شيء آخر',
  zipName: 'ملفات مفتوحة.zip',
};
