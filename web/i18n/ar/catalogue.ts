/**
 * Every text of the interface, in Arabic. It speaks to all: buttons are nouns of action (نسخ), requests go by يُرجى,
 * for an imperative would be to a man or to a woman. What Intl writes in the nominative (durations) stands behind a
 * colon, and fixed small numbers are words, for the digits depend on the region. Where a text may stand in a <bdi>, it
 * begins with an Arabic letter, which gives it its direction. One thing has one word: مشاركة a share, ختم the seal,
 * زوج مفاتيح a key pair, رابط استلام a request link, إرسالية a delivery, جزء a piece, مجموع اختباري a checksum, إبطال to
 * revoke (إلغاء is to cancel).
 */
import type { Catalogue } from '../catalogue.ts';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatNumber,
  formatPercent,
  plural,
  visibleName,
} from '../format.ts';
import { isolated } from '../isolated.ts';
import { downloads, files, otherFiles, shares } from './counted.ts';
import { device } from './device.ts';
import { failures } from './failures.ts';
import { first as words } from './first.ts';
import { hints } from './hints.ts';
import { inbox, request } from './inbox.ts';
import { finding, undo } from './lists.ts';
import { older } from './older.ts';
import { packages } from './package.ts';
import { access, people, sender } from './people.ts';
import { preview } from './preview.ts';
import {
  about,
  appearance,
  keyDialogs,
  keyPair,
  language,
  requestLinks,
  serviceWorker,
  settings,
} from './settings.ts';

export const ar: Catalogue = {
  device,
  failures,
  settings,
  keyPair,
  keyDialogs,
  requestLinks,
  appearance,
  serviceWorker,
  about,
  people,
  access,
  sender,
  inbox,
  older,
  packages,
  preview,
  request,
  finding,
  undo,
  hints,
  language,
  nameless: (digits) => `المفتاح ${isolated(digits)}`,
  shell: {
    product: 'Sealdrop',
    navigation: words.navigation,
    send: words.send,
    shares: words.shares,
    people: words.people,
    settings: words.settings,
    about: 'حول هذا الموقع',
    how: 'كيف يعمل',
    accessibility: 'إمكانية الوصول',
    reload: 'إعادة التحميل',
    missing: 'تعذّر تحميل هذه الصفحة.',
    missingNext:
      'ربما انقطع الاتصال، أو جُدّد هذا الموقع منذ أن فُتح. وما يجري في علامة التبويب هذه يستمر: تُرجى إعادة التحميل عند انتهائه.',
    title: (page) => `${page} · Sealdrop`,
    uploadingTitle: (percent) => `${formatPercent(percent)} · Sealdrop`,
  },
  lifetimes: {
    3600: 'ساعة واحدة',
    86400: 'يوم واحد',
    604800: 'سبعة أيام',
    2592000: 'ثلاثون يومًا',
    31536000: 'سنة واحدة',
  },
  send: {
    pageTitle: 'إرسال ملفات',
    heading: words.heading,
    purpose: words.purpose,
    invitation: 'يمكن إفلات الملفات أو المجلدات في أي مكان من هذه النافذة',
    letGo: 'عند الإفلات تُختم وتُرسل',
    or: 'أو لصقها، أو اختيارها',
    files: 'الملفات المراد إرسالها',
    folder: 'المجلد المراد إرساله',
    limit: (bytes) => `أقصى حجم دفعة واحدة: ${formatBytes(bytes)}.`,
    dayLimit: (bytes, most) => {
      const parts = [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(most === undefined ? [] : [shares(most)]),
      ];
      return parts.length === 0 ? '' : `أقصى ما يُرسل من عنوان IP واحد في اليوم: ${parts.join(' و')}.`;
    },
    listed: 'لا يمكن الإرسال إلا لمن أدرجهم مشغّل هذا الموقع.',
    defaults: (seconds, most) =>
      `مدة صلاحية الروابط: ${formatDuration(seconds)} أو ${downloads(most)}، أيهما أسبق. ويمكن تغيير ذلك لاحقًا.`,
    again: 'إرسال شيء آخر',
    againHint: 'يصبح مشاركة مستقلة. المشاركات السابقة تستمر، وتظهر ضمن «المشاركات».',
    emptyTitle: 'لم يكن فيه شيء يُرسل.',
    emptyNext: 'تُستبعد المجلدات التي لا ملفات فيها. يُرجى إفلات ملف واحد على الأقل.',
  },
  uploadToken: {
    label: 'رمز الرفع',
    hint: 'لا يستقبل هذا الموقع ملفات إلا ممن لديهم هذا الرمز، ويمنحه مشغّل الموقع. يحفظه هذا المتصفح مختومًا.',
    submit: 'استخدام الرمز',
    wrong: 'ليس هذا رمز الرفع لهذا الموقع. تُراعى حالة الأحرف اللاتينية والعلامات.',
    kept: 'رمز الرفع صحيح، وحُفظ في هذا المتصفح.',
  },
  upload: {
    headingRunning: 'يمكن إعطاء الرابط من الآن. الملفات تتبعه.',
    keepOpen:
      'يُرجى إبقاء علامة التبويب هذه مفتوحة حتى تظهر كلمة «جاهز». الرفع الذي يُترك ينتظر هنا الملفات نفسها.',
    unfinished: 'لم يكتمل بعد',
    waitsForFiles: (count) =>
      `توقف الرفع قبل أن يكتمل. يُرجى الضغط على «استئناف» واختيار ${plural(count, {
        zero: 'الملفات نفسها',
        one: 'الملف نفسه',
        two: 'الملفين نفسيهما',
        few: 'الملفات نفسها',
        many: 'الملفات نفسها',
        other: 'الملفات نفسها',
      })}: لا يُرسل إلا ما ينقص.`,
    waitsForFolder:
      'توقف الرفع قبل أن يكتمل. يُرجى الضغط على «استئناف» واختيار المجلد نفسه: لا يُرسل إلا ما ينقص.',
    resume: 'استئناف',
    pause: 'إيقاف مؤقت',
    goOn: 'متابعة',
    paused: 'لا يُرسل شيء حتى المتابعة. الرابط يعمل، ومن لديه الرابط ينتظر.',
    headingReady: 'تم الختم، والرابط جاهز لإعطائه.',
    headingStopped: 'أُوقفت هذه المشاركة وحُذفت.',
    headingNotDeleted: 'أُوقفت هنا، لكنها لم تُحذف بعد.',
    headingFailed: 'لم تنجح هذه المشاركة.',
    preparing: 'تجري قراءة ما اخترته',
    status: 'النقل',
    phases: {
      sealing: 'يجري الختم والرفع',
      finishing: 'يجري الإنهاء',
      ready: 'جاهز',
      reconnecting: 'تجري إعادة الاتصال',
      paused: 'متوقف مؤقتًا',
      stopped: 'موقوف',
      failed: 'لم ينجح',
    },
    progress: 'تقدّم الرفع',
    amount: (done, total) => `${formatBytes(done)} من ${formatBytes(total)}`,
    speed: (perSecond) => `${formatBytes(perSecond)} في الثانية`,
    left: (seconds) => `المتبقي تقريبًا: ${formatDuration(seconds)}`,
    offline: 'انقطع الاتصال. يستمر الرفع تلقائيًا حين يعود.',
    contents: (first, count) => (count === 1 ? first : `الملف ${isolated(first)} و${otherFiles(count - 1)}`),
    ends: (seconds) => `تاريخ الانتهاء: ${formatDate(seconds)}`,
    stop: 'إيقاف وحذف',
    stoppedBefore: 'حُذف ما كان قد رُفع، ولم يعد الرابط يفتح شيئًا.',
    stoppedAfter:
      'حُذفت ملفاتها ولم يعد الرابط يفتح شيئًا. قد يستمر تنزيل كان قد بدأ خمس دقائق على الأكثر؛ وما حفظه أحد من قبل يبقى لديه.',
    renamedTitle: 'غُيّرت بعض الأسماء، ليتمكن كل نظام من حفظها:',
    renamed: (from, to) => `${isolated(visibleName(from))} -> ${isolated(visibleName(to))}`,
  },
  link: {
    label: 'رابط المشاركة',
    copy: 'نسخ الرابط',
    copied: (locked) =>
      locked
        ? 'تم النسخ. يمكن لكل من لديه الرابط وعبارة المرور معًا فتح الملفات.'
        : 'تم النسخ. يمكن لكل من لديه الرابط فتح الملفات.',
    copyRefused: 'لم يسمح المتصفح بذلك. الرابط محدّد: يُرجى نسخه بلوحة المفاتيح.',
    soon: 'لحظة واحدة: يجري إبلاغ الخادم به.',
    qr: 'عرض رمز QR',
    qrImage: (locked) =>
      locked
        ? 'يُرجى توجيه كاميرا هاتف إليه. يمكن لكل من يراه ويعرف عبارة المرور فتح الملفات.'
        : 'يُرجى توجيه كاميرا هاتف إليه. يمكن لكل من يراه فتح الملفات.',
    only: 'لا يمكن تغيير هذه المشاركة أو إيقافها إلا من هذا المتصفح. وإن ضاعت بياناته فلا يمكن ذلك لأحد، حتى تنتهي من تلقاء نفسها.',
  },
  options: {
    heading: 'تغيير طريقة فتح المشاركة. لا تُرسل الملفات من جديد.',
    expires: 'مدة الصلاحية',
    unchanged: 'كما هي الآن',
    limit: 'حد التنزيلات',
    limitHint: 'فارغ يعني بلا حد.',
    passphrase: 'عبارة المرور',
    passphraseHint: 'تُطلب ممن يفتح الرابط. يُرجى إبلاغه بها بوسيلة أخرى.',
    passphraseSet: 'توجد عبارة مرور. للإبقاء عليها يُرجى ترك هذا الحقل فارغًا.',
    linkAlone: 'الفتح بالرابط وحده من الآن فصاعدًا',
    message: 'الرسالة',
    messageHint: 'مختومة مثل الملفات، وتظهر لمن يفتحها.',
    apply: 'تطبيق',
    unapplied: 'لم يُطبَّق بعد.',
    applied: 'تم التطبيق',
    appliedLater: 'من كان يمكنه الفتح من قبل يبقى له ذلك خمس دقائق على الأكثر.',
    problems: {
      'bad-limit': 'يُرجى استخدام عدد صحيح من واحد إلى مليون، أو ترك الحقل فارغًا.',
      'long-message': 'النص أطول من اللازم: الحد نحو ألفي حرف عربي (أربعة كيلوبايت).',
      nobody:
        'لن يتمكن أحد من فتحها. يُرجى اختيار شخص، أو السماح بفتحها بالرابط؛ أما إنهاء المشاركة فيكون بإبطالها.',
    },
  },
  open: {
    pageTitle: 'فتح ملفات',
    zipName: 'ملفات من Sealdrop.zip',
    loading: words.loading,
    loadingNext: words.loadingNext,
    uploadingHeading: 'لم ينتهِ المرسل بعد.',
    uploading: (percent) => `ما زال الرفع جاريًا، ${formatPercent(percent)}`,
    uploadingNext: 'يُرجى إبقاء هذه الصفحة مفتوحة: فهي تتابع تلقائيًا. لا يظهر شيء قبل أن يمكن فحصه كله.',
    lockedHeading: 'يتطلب هذا عبارة المرور التي أعطاك إياها المرسل.',
    lockedNext: 'تفتح الملفات على هذا الجهاز، ولا تُرسل إلى الخادم.',
    passphrase: 'عبارة المرور',
    unlock: 'فتح القفل',
    unlocking: 'تجري التجربة. يستغرق هذا لحظة عن قصد.',
    heading: 'ملفات لك',
    ends: (seconds) => `تاريخ الانتهاء: ${formatDate(seconds)}`,
    summary: (count, bytes) => `${files(count)}، ${formatBytes(bytes)}`,
    safe: 'لا يمكن لأحد في الطريق، ولا لهذا الموقع نفسه، قراءتها، أو تغييرها دون أن يُلحظ ذلك.',
    note: 'الرسالة',
    files: 'الملفات',
    more: (count) =>
      plural(count, {
        zero: 'عرض المزيد',
        one: 'عرض ملف آخر',
        two: 'عرض ملفين آخرين',
        few: `عرض ${formatNumber(count)} ملفات أخرى`,
        many: `عرض ${formatNumber(count)} ملفًا آخر`,
        other: `عرض ${formatNumber(count)} ملف آخر`,
      }),
    save: 'حفظ',
    saveOne: (path) => `حفظ ${isolated(path)}`,
    saveAll: 'حفظ الكل',
    asZip: 'في ملف ZIP واحد.',
    ways: {
      picker: 'اختيار المكان لك. ولا يوجد فيه شيء قبل التحقق من آخر بايت.',
      'private-file':
        'لا يتيح هذا المتصفح لصفحة اختيار مكان: يجري التحقق من كل شيء في هذا المتصفح أولًا، ثم يوضع بين تنزيلاتك.',
      stream:
        'لا يتيح هذا المتصفح لصفحة اختيار مكان، وليست لديه مساحة للتحقق من كل شيء أولًا: تذهب الملفات مباشرة إلى تنزيلاتك. يُرجى إبقاء علامة التبويب هذه مفتوحة، وعدم استخدام الملف قبل أن تقول هذه الصفحة إنه تم التحقق منه.',
      memory:
        'لا يتيح هذا المتصفح لصفحة اختيار مكان: يبقى كل شيء في الذاكرة حتى يتم التحقق منه، ثم يوضع بين تنزيلاتك.',
      impossible:
        'ليست لدى هذا المتصفح طريقة آمنة لحفظ هذا القدر دفعة واحدة. يُرجى حفظ الملفات واحدًا واحدًا إن كانت أصغر، أو فتح الرابط نفسه في Chrome أو Edge على حاسوب، أو بالأمر «sealdrop open».',
    },
    progress: 'تقدّم التنزيل',
    saving: 'يجري الحفظ. يُفحص كل جزء قبل الاحتفاظ به.',
    placing: 'فُحصت كل الأجزاء. يجري الآن وضعها في مكانها.',
    reconnecting: 'انقطع الاتصال. يستمر التنزيل تلقائيًا حين يعود.',
    cancel: 'إلغاء',
    unfinished: 'لم يُحفظ حتى النهاية بعد',
    unfinishedHint: (done, total) =>
      `${formatBytes(done)} من ${formatBytes(total)} موجودة بالفعل في هذا المتصفح، ومفحوصة. تبقى سبعة أيام على الأكثر، ولا تُجلب من جديد.`,
    continueSave: 'متابعة الحفظ',
    discardSave: 'تجاهل',
    saved: 'تم الحفظ والتحقق',
    savedHint: (name) => `كل بايت في ${isolated(visibleName(name))} كما خُتم.`,
    leakedTitle: 'أُرسل سر هذا الرابط إلى الخادم.',
    leakedNext:
      'غيّر الرابطَ برنامجٌ ما في الطريق، وكثيرًا ما يكون مرشّح بريد، فصار جزء الرابط السري مكشوفًا. تُفتح الملفات مع ذلك؛ وإن كانت سرية، فيُرجى طلب رابط جديد من المرسل.',
    paste: 'لصق الرابط كاملًا',
    pasteOpen: 'فتح',
    pasteWrong: `هذا ليس رابط مشاركة. في رابط المشاركة ${isolated('/s/')} في الوسط و${isolated('#')} قرب النهاية.`,
    retry: 'إعادة المحاولة',
    ownKeys: 'المفاتيح في هذا المتصفح:',
    noKeys: 'لا يوجد زوج مفاتيح في هذا المتصفح.',
    toSettings: 'استيراد زوج مفاتيح في الإعدادات',
  },
  report: {
    begin: 'الإبلاغ عن هذه المشاركة',
    title: 'الإبلاغ عن هذه المشاركة',
    explain:
      'يصل ما يُكتب هنا إلى مشغّل هذا الموقع. لا يمكنه النظر في الملفات إلا إذا سُلّم إليه الرابط أدناه. لا يُخبَر المرسل.',
    text: 'ما المشكلة',
    missing: 'يُرجى كتابة المشكلة.',
    handOver: 'تسليم الرابط، ليتمكن المشغّل من فتح الملفات. إن كانت هناك عبارة مرور، فتُرجى كتابتها أعلاه.',
    send: 'إرسال البلاغ',
    doneTitle: 'أُرسل بلاغك',
    done: 'يمكن لمشغّل هذا الموقع قراءته الآن. لم يُسلَّم إليه الرابط.',
    doneWithLink: 'يمكن لمشغّل هذا الموقع قراءته الآن، ولديه الرابط.',
    close: 'إغلاق',
  },
  shares: {
    pageTitle: 'المشاركات',
    heading: 'ما أرسلته، وما أُرسل إليك.',
    region: 'المرسلة',
    people: 'من يمكنه الفتح',
    delivery: 'إرسالية إلى صندوق الوارد لدى شخص ما',
    loading: 'يجري البحث في هذا المتصفح.',
    emptyTitle: 'لا شيء بعد.',
    emptyNext: 'يظهر هنا ما يُرسل، ليمكن نسخ رابطه من جديد أو تغييره أو إبطاله.',
    emptyLink: 'البدء بملف',
    details: (count, bytes, created) =>
      `${files(count)}، ${formatBytes(bytes)}، تاريخ الإرسال: ${formatDate(created)}`,
    uploading: 'يجري الرفع',
    uploadingPercent: (percent) => `يجري الرفع، ${formatPercent(percent)}`,
    interrupted: 'غير مكتملة، ولا يمكن متابعتها من هنا. يُرجى إبطالها وإرسال الملفات من جديد.',
    ready: (expires) => `جاهزة حتى ${formatDate(expires)}`,
    downloaded: (count, expires) => `التنزيلات: ${formatNumber(count)}. جاهزة حتى ${formatDate(expires)}`,
    ending: (seconds) => `جاهزة، الوقت المتبقي: ${formatDuration(seconds)}`,
    ended: {
      expired: 'انتهت: انقضت مدة صلاحيتها',
      revoked: 'انتهت: أُبطلت',
      limit: 'انتهت: بلغت حد التنزيلات',
      blocked: 'انتهت: حظرها مشغّل هذا الموقع',
    },
    unknown: 'يتعذّر الوصول إلى الخادم، فلا أحد يعرف حالتها.',
    notFound: 'لم يستقبل الخادم هذه المشاركة قط.',
    downloads: (count, limit) =>
      limit === null ? downloads(count) : `التنزيلات: ${formatNumber(count)} من ${formatNumber(limit)}`,
    locked: 'بعبارة مرور',
    open: 'فتح',
    copy: 'نسخ الرابط',
    revoke: 'إبطال',
    revokeWarning: 'تنتهي لدى الجميع ولا يمكن استعادتها. ما حُفظ منها يبقى لدى من حفظه.',
    revokeSurely: 'إبطالها للجميع',
    dismiss: 'إزالة من القائمة',
    change: 'تغيير',
    copyRefused: 'لم يسمح المتصفح بذلك. ها هو الرابط، لنسخه يدويًا.',
    revoked: 'أُبطلت. ما مُنح من وصول من قبل ينتهي خلال خمس دقائق.',
  },
  notFound: {
    pageTitle: 'غير موجودة',
    heading: 'لا توجد صفحة هنا.',
    next: 'ربما قُطع العنوان أو كُتب خطأ.',
    downloadHeading: 'انتهى هذا التنزيل.',
    downloadNext:
      'جاء من صفحة أُغلقت. وما قد يكون منه بين تنزيلاتك قد لا يكون كاملًا: يُرجى حذفه، ثم فتح الرابط مرة أخرى والحفظ من جديد.',
    link: 'إلى الصفحة الأولى',
  },
};
