/**
 * Every text of the interface, in Japanese. It has one form for all numbers, so nothing here asks for a plural. Latin
 * words and digits have a space on either side, as Intl writes them in front of units. One thing has one word: 共有 a
 * share, 封 the seal, 鍵ペア a key pair, 受け取りリンク a request link, 送付物 a delivery, 無効にする to revoke, 部分 a piece.
 */
import type { Catalogue } from '../catalogue.ts';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatNumber,
  formatPercent,
  visibleName,
} from '../format.ts';
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

const files = (count: number): string => `${formatNumber(count)} 個のファイル`;

export const ja: Catalogue = {
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
  nameless: (digits) => `鍵 ${digits}`,
  shell: {
    product: 'Sealdrop',
    navigation: words.navigation,
    send: words.send,
    shares: words.shares,
    people: words.people,
    settings: words.settings,
    about: 'このサイトについて',
    how: 'しくみ',
    accessibility: 'アクセシビリティ',
    reload: '再読み込み',
    missing: 'このページを読み込めませんでした。',
    missingNext:
      '接続が切れているか、このサイトを開いた後にサイトが新しくなったのかもしれません。このタブで実行中のものは続きます。それが終わってから再読み込みしてください。',
    title: (page) => `${page} · Sealdrop`,
    uploadingTitle: (percent) => `${formatPercent(percent)} · Sealdrop`,
  },
  lifetimes: {
    3600: '1 時間',
    86400: '1 日',
    604800: '7 日',
    2592000: '30 日',
    31536000: '1 年',
  },
  send: {
    pageTitle: 'ファイルを送る',
    heading: words.heading,
    purpose: words.purpose,
    invitation: 'このウィンドウのどこにでも、ファイルやフォルダをドロップ',
    letGo: '放すと、封をして送ります',
    or: 'または、貼り付けるか選択',
    files: '送るファイル',
    folder: '送るフォルダ',
    limit: (bytes) => `一度に ${formatBytes(bytes)} まで。`,
    dayLimit: (bytes, shares) => {
      const parts = [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(shares === undefined ? [] : [`共有 ${formatNumber(shares)} 件`]),
      ];
      return parts.length === 0 ? '' : `1 つの IP アドレスから 1 日に ${parts.join('、')}まで。`;
    },
    listed: 'このサイトの運営者が登録した人だけが送れます。',
    defaults: (seconds, downloads) =>
      `リンクは ${formatDuration(seconds)}後、または ${formatNumber(downloads)} 回のダウンロードで終了します。これはあとから変更できます。`,
    again: 'ほかのものを送る',
    againHint: '別の共有になります。前の共有はそのまま続き、「共有」に並びます。',
    emptyTitle: '送るものが入っていませんでした。',
    emptyNext: 'ファイルのないフォルダは除かれます。ファイルを 1 つ以上ドロップしてください。',
  },
  uploadToken: {
    label: 'アップロードトークン',
    hint: 'このサイトは、これを持つ人からのファイルだけを受け付けます。運営者が配っています。封をしてこのブラウザに保存されます。',
    submit: 'トークンを使う',
    wrong: 'このサイトのアップロードトークンではありません。大文字と小文字、記号も区別されます。',
    kept: 'アップロードトークンは正しく、このブラウザに保存されました。',
  },
  upload: {
    headingRunning: 'リンクはもう渡せます。ファイルはあとから届きます。',
    keepOpen:
      '「準備完了」と表示されるまで、このタブを開いたままにしてください。途中で離れたアップロードは、同じファイルが選ばれるのをここで待ちます。',
    unfinished: '完了していないもの',
    waitsForFiles: () =>
      'アップロードが中断されました。「再開」を押して、同じファイルを選んでください。足りない分だけが送られます。',
    waitsForFolder:
      'アップロードが中断されました。「再開」を押して、同じフォルダを選んでください。足りない分だけが送られます。',
    resume: '再開',
    pause: '一時停止',
    goOn: '続ける',
    paused: '続けるまで何も送られません。リンクは有効で、持っている人は待つことになります。',
    headingReady: '封ができました。リンクを渡してください。',
    headingStopped: 'この共有は中止され、削除されました。',
    headingNotDeleted: 'ここでは中止しましたが、まだ削除されていません。',
    headingFailed: 'この共有は送れませんでした。',
    preparing: '選ばれたものを読み取っています',
    status: '転送',
    phases: {
      sealing: '封をしてアップロード中',
      finishing: '仕上げ中',
      ready: '準備完了',
      reconnecting: '再接続中',
      paused: '一時停止中',
      stopped: '中止',
      failed: '失敗',
    },
    progress: 'アップロードの進み具合',
    amount: (done, total) => `${formatBytes(done)} / ${formatBytes(total)}`,
    speed: (perSecond) => `毎秒 ${formatBytes(perSecond)}`,
    left: (seconds) => `残り約 ${formatDuration(seconds)}`,
    offline: '接続が切れました。戻れば自動で続きます。',
    contents: (first, count) => (count === 1 ? first : `${first} とほか ${files(count - 1)}`),
    ends: (seconds) => `${formatDate(seconds)} に終了`,
    stop: '中止して削除',
    stoppedBefore: 'アップロード済みの分は削除され、リンクでは何も開けません。',
    stoppedAfter:
      'ファイルは削除され、リンクではもう何も開けません。始まっていたダウンロードは、最長 5 分続くことがあります。すでに誰かが保存したものは、その人の手元に残ります。',
    renamedTitle: 'どのシステムでも保存できるように、一部の名前を変更しました:',
    renamed: (from, to) => `${visibleName(from)} -> ${visibleName(to)}`,
  },
  link: {
    label: '共有リンク',
    copy: 'リンクをコピー',
    copied: (locked) =>
      locked
        ? 'コピーしました。リンクとパスフレーズの両方を持つ人は、ファイルを開けます。'
        : 'コピーしました。リンクを持つ人は誰でも、ファイルを開けます。',
    copyRefused: 'ブラウザが許可しませんでした。リンクを選択してあるので、キーボードでコピーしてください。',
    soon: 'お待ちください。サーバーに知らせています。',
    qr: 'QR コードを表示',
    qrImage: (locked) =>
      locked
        ? 'スマートフォンのカメラを向けてください。これを見て、パスフレーズを知っている人は、ファイルを開けます。'
        : 'スマートフォンのカメラを向けてください。これを見た人は誰でも、ファイルを開けます。',
    only: 'この共有を変更したり中止したりできるのは、このブラウザだけです。ブラウザのデータが失われると、自然に終了するまで誰にもできません。',
  },
  options: {
    heading: '開き方を変更します。ファイルは送り直されません。',
    expires: '有効期間',
    unchanged: '今のまま',
    limit: 'ダウンロード回数の上限',
    limitHint: '空欄なら上限なし。',
    passphrase: 'パスフレーズ',
    passphraseHint: 'リンクを開く人に尋ねます。リンクとは別の手段で伝えてください。',
    passphraseSet: '設定済みです。変えない場合は空欄のままにしてください。',
    linkAlone: '今後はリンクだけで開けるようにする',
    message: 'メッセージ',
    messageHint: 'ファイルと同じように封をし、開いた人に表示します。',
    apply: '適用',
    unapplied: 'まだ適用されていません。',
    applied: '適用しました',
    appliedLater: 'それまで開けた人は、最長 5 分間はそのまま開けます。',
    problems: {
      'bad-limit': '1 から 1,000,000 までの整数にするか、空欄にしてください。',
      'long-message': '長すぎます。4,096 バイト、日本語で約 1,300 文字までです。',
      nobody:
        '誰も開けなくなります。誰かを選ぶか、リンクで開けるようにしてください。共有を終えるには、無効にしてください。',
    },
  },
  open: {
    pageTitle: 'ファイルを開く',
    zipName: 'Sealdrop のファイル.zip',
    loading: words.loading,
    loadingNext: words.loadingNext,
    uploadingHeading: '送信者の作業がまだ終わっていません。',
    uploading: (percent) => `まだアップロード中、${formatPercent(percent)}`,
    uploadingNext:
      'このページを開いたままにしてください。自動で進みます。すべてを確かめられるまで、何も表示されません。',
    lockedHeading: '開くには、送信者から聞いたパスフレーズが必要です。',
    lockedNext: 'パスフレーズは、このデバイスの中でファイルを開くのに使います。サーバーには送られません。',
    passphrase: 'パスフレーズ',
    unlock: 'ロックを解除',
    unlocking: '試しています。安全のため、わざと少し時間をかけています。',
    heading: 'あなたへのファイル',
    ends: (seconds) => `${formatDate(seconds)} に終了`,
    summary: (count, bytes) => `${files(count)}、${formatBytes(bytes)}`,
    safe: '途中の誰も、このサイトも、これを読むことはできず、気づかれずに書き換えることもできません。',
    note: 'メッセージ',
    files: 'ファイル',
    more: (count) => `さらに ${formatNumber(count)} 個を表示`,
    save: '保存',
    saveOne: (path) => `${path} を保存`,
    saveAll: 'すべて保存',
    asZip: '1 つの ZIP ファイルとして。',
    ways: {
      picker: '保存場所はあなたが選びます。最後のバイトを確認するまで、そこには何も置かれません。',
      'private-file':
        'このブラウザでは、ページから保存場所を選べません。まずこのブラウザの中ですべてを確認し、それからダウンロードに入れます。',
      stream:
        'このブラウザでは、ページから保存場所を選べず、先にすべてを確認する空きもありません。直接ダウンロードに入ります。このタブを開いたままにし、このページに「保存と確認が完了しました」と表示されてから、ファイルを使ってください。',
      memory:
        'このブラウザでは、ページから保存場所を選べません。確認が終わるまでメモリに置き、それからダウンロードに入れます。',
      impossible:
        'このブラウザには、これだけの量を一度に安全に保存する方法がありません。小さいファイルなら 1 つずつ保存するか、パソコンの Chrome や Edge で同じリンクを開くか、コマンド「sealdrop open」で開いてください。',
    },
    progress: 'ダウンロードの進み具合',
    saving: '保存中です。各部分を、確かめてから残しています。',
    placing: 'すべての部分を確かめました。保存先に移しています。',
    reconnecting: '接続が切れました。戻れば自動で続きます。',
    cancel: 'キャンセル',
    unfinished: '最後まで保存していないもの',
    unfinishedHint: (done, total) =>
      `${formatBytes(total)} のうち ${formatBytes(done)} は、確かめたうえで、すでにこのブラウザにあります。最長 7 日間残り、もう一度取得されることはありません。`,
    continueSave: '保存を続ける',
    discardSave: '破棄',
    saved: '保存と確認が完了しました',
    savedHint: (name) => `${name} のすべてのバイトは、封をしたときのままです。`,
    leakedTitle: 'このリンクの秘密の部分が、サーバーに送られました。',
    leakedNext:
      '途中の何らかのプログラム（多くはメールのフィルター）がリンクを変えたため、秘密の部分が見える状態になりました。それでもファイルは開けます。機密のファイルなら、送信者に新しいリンクを送ってもらってください。',
    paste: 'リンク全体を貼り付け',
    pasteOpen: '開く',
    pasteWrong:
      '共有へのリンクではありません。共有へのリンクには、途中に /s/ が、終わり近くに # があります。',
    retry: 'もう一度試す',
    ownKeys: 'このブラウザにある鍵:',
    noKeys: 'このブラウザに鍵ペアはありません。',
    toSettings: '「設定」で鍵ペアをインポート',
  },
  report: {
    begin: 'この共有を報告',
    title: 'この共有を報告',
    explain:
      '書いた内容は、このサイトの運営者に届きます。下でリンクを渡さないかぎり、運営者はファイルの中を見られません。送信者には知らされません。',
    text: '問題の内容',
    missing: '何が問題かを書いてください。',
    handOver:
      'リンクを渡し、運営者がファイルを開けるようにする。パスフレーズがある場合は、上に書いてください。',
    send: '報告を送る',
    doneTitle: '報告を送りました',
    done: 'このサイトの運営者が読めるようになりました。リンクは渡していません。',
    doneWithLink: 'このサイトの運営者が読めるようになりました。リンクも渡しました。',
    close: '閉じる',
  },
  shares: {
    pageTitle: '共有',
    heading: '送ったものと、送られてきたもの。',
    region: '送信済み',
    people: '開ける人',
    delivery: '誰かの受信トレイへの送付',
    loading: 'このブラウザの中を見ています。',
    emptyTitle: 'まだ何もありません。',
    emptyNext: '送ったものがここに並びます。リンクをもう一度コピーしたり、変更したり、無効にしたりできます。',
    emptyLink: 'まずファイルを送る',
    details: (count, bytes, created) =>
      `${files(count)}、${formatBytes(bytes)}、${formatDate(created)} に送信`,
    uploading: 'アップロード中',
    uploadingPercent: (percent) => `アップロード中、${formatPercent(percent)}`,
    interrupted: '完了しておらず、ここでは続けられません。無効にして、ファイルをもう一度送ってください。',
    ready: (expires) => `準備完了、${formatDate(expires)} まで`,
    downloaded: (count, expires) =>
      `${formatNumber(count)} 回ダウンロード済み。準備完了、${formatDate(expires)} まで`,
    ending: (seconds) => `準備完了、残り ${formatDuration(seconds)}`,
    ended: {
      expired: '終了: 期限切れ',
      revoked: '終了: 無効にしました',
      limit: '終了: ダウンロード回数が上限に到達',
      blocked: '終了: このサイトの運営者がブロック',
    },
    unknown: 'サーバーに接続できないため、状態がわかりません。',
    notFound: 'サーバーは、この共有を一度も受け付けていません。',
    downloads: (count, limit) =>
      limit === null
        ? `ダウンロード ${formatNumber(count)} 回`
        : `ダウンロード ${formatNumber(count)} 回（上限 ${formatNumber(limit)} 回）`,
    locked: 'パスフレーズあり',
    open: '開く',
    copy: 'リンクをコピー',
    revoke: '無効にする',
    revokeWarning: '全員に対して終了し、元に戻せません。すでに保存されたものは、保存した人の手元に残ります。',
    revokeSurely: '全員に対して無効にする',
    dismiss: '一覧から外す',
    change: '変更',
    copyRefused: 'ブラウザが許可しませんでした。ここから手動でコピーしてください。',
    revoked: '無効にしました。すでに与えたアクセスは、5 分以内に終わります。',
  },
  notFound: {
    pageTitle: 'ページがありません',
    heading: 'ここにページはありません。',
    next: 'アドレスが途中で切れているか、打ち間違いかもしれません。',
    downloadHeading: 'このダウンロードは終わっています。',
    downloadNext:
      '送り出していたページは閉じられています。ダウンロードに残っているものは不完全かもしれません。削除してから、もう一度リンクを開いて保存してください。',
    link: '最初のページへ',
  },
};
