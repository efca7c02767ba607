/** Japanese texts of Settings: key pairs and request links. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatNumber } from '../format.ts';

export const settings: Catalogue['settings'] = {
  pageTitle: '設定',
  heading: 'あなたの鍵は、このブラウザの中にあります。',
  region: '鍵ペア',
  about:
    'ファイルを送るにも、リンクを開くにも、鍵ペアは要りません。鍵ペアがあると、ほかの人があなたを名前で選んで送れるようになり、あなたが送ったものがあなたのものだとわかります。',
  loading: 'このブラウザの中を見ています。',
  emptyTitle: 'まだ鍵ペアがありません。',
  emptyNext:
    '新しく作るか、別のデバイスから移してください。秘密の部分が、封をしないままこのブラウザの外に出ることはありません。',
  notKept:
    'このブラウザは、鍵を保存し続けるとは約束していません。空きが少なくなると消すことがあり、プライベートウィンドウは閉じると忘れます。バックアップのファイルとパスフレーズがあれば、鍵ペアをもう一度インポートできます。',
  create: '新しい鍵ペア',
  importFile: '鍵ペアをインポート',
  importCode: 'QR コードからインポート',
};

export const keyPair: Catalogue['keyPair'] = {
  made: (seconds) => `${formatDate(seconds)} に作成`,
  isDefault: '既定: あなたが送るものに署名します',
  where: {
    saved: 'このブラウザにあり、サーバーにはありません。バックアップは保存済み、確認はまだです。',
    checked: 'このブラウザにあり、サーバーにはありません。バックアップは保存済み、確認済みです。',
  },
  unchecked:
    '保存したファイルが、ディスクに届くまでに失われることもあります。一度確認してください。そのファイルを選び直し、パスフレーズを入力します。',
  succeeded: (name, group) =>
    `${name}${group && `（フィンガープリントの先頭は ${group}）`} に置き換えられました。古い方にあてて送られたものや、古い方で署名されたものがあなたにとって大切な間は、古い方も残してください。`,
  otherKey: 'より新しい鍵ペア',
  unpublished: '鍵カードがまだサーバーにないため、誰もこの鍵を見つけられません。自動で再試行されます。',
  fingerprint: 'フィンガープリント',
  fingerprintCode: '同じ数字',
  copyLink: '連絡先リンクをコピー',
  copied:
    'コピーしました。これを持つ人は、あなたを連絡先に追加できます。このサイトがあなたへの送付を受け付けていれば、あなたにファイルを送ることもできます。',
  copyRefused: 'ブラウザが許可しませんでした。ここから手動でコピーしてください:',
  contactLink: '連絡先リンク',
  showLink: '連絡先の QR コードを表示',
  linkCode: 'カメラを向けた人は、あなたの受け取りページに進み、あなたにファイルを送れます。',
  exportBackup: 'バックアップをエクスポート',
  checkBackup: 'バックアップを確認',
  showBackup: 'QR コードとして表示',
  exportPublic: '公開鍵をエクスポート',
  exportPem: 'PEM をエクスポート',
  makeDefault: '既定にする',
  rotate: '更新',
  remove: '削除',
  handed: 'ダウンロードが始まりました。',
  reminder: (name) => `${name} のバックアップは、まだ誰も確認していません。`,
  reminderLink: '「設定」で確認',
};

export const keyDialogs: Catalogue['keyDialogs'] = {
  cancel: 'キャンセル',
  close: '閉じる',
  working: '処理しています。安全のため、わざと少し時間をかけています。',
  name: '名前',
  passphrase: 'パスフレーズ',
  repeat: 'パスフレーズをもう一度',
  nameHint:
    '空欄でもかまいません。あなたの連絡先リンクや、あなたが署名したファイルを受け取った人は読めます。サーバーも読めます。',
  passphraseHint:
    'バックアップをロックします。ファイルはどこに置かれるかわからず、見つけた人は好きなだけ推測を試せるので、長さが守りになります。無作為に選んだ 4 つ以上の単語が適しています。再設定は誰にもできません。',
  strength: {
    empty: '',
    short: '8 文字以上にしてください。それより短いと、すぐに推測されます。',
    weak: '少し短めです。あと数語あると、ずっと推測されにくくなります。',
    fair: '誰も思いつかないものなら、よいでしょう。',
    long: '誰も思いつかないものなら、十分な長さです。',
  },
  problems: {
    empty: 'パスフレーズを決めてください。',
    missing: 'パスフレーズを入力してください。',
    short: '8 文字以上にしてください。',
    different: '2 つが一致しません。',
    'long-name': '64 文字までです。',
  },
  create: {
    title: '新しい鍵ペアを作る',
    explain: '鍵はこのブラウザの中で作られます。同時にバックアップが保存されます。',
    submit: '作成してバックアップを保存',
  },
  importFile: {
    title: '鍵ペアのインポート',
    explain: (file) => `${file} から。`,
    hint: 'そのファイルのパスフレーズ。パスフレーズのない PEM の鍵では、これがバックアップのパスフレーズになります。バックアップは同時に保存されます。',
    submit: 'インポート',
  },
  importCode: {
    title: 'QR コードからのインポート',
    explain:
      '別のデバイスで「設定」を開き、鍵ペアの「QR コードとして表示」を選びます。それを撮影するか、カメラアプリで読み取って、そのテキストをここに貼り付けてください。',
    pasteOnly:
      'このブラウザは画像の QR コードを読み取れません。カメラアプリで読み取り、そのテキストをここに貼り付けてください。',
    text: 'QR コードのテキスト',
    hint: '別のデバイスにあるバックアップのパスフレーズ。',
    submit: 'インポート',
  },
  check: {
    title: 'バックアップの確認',
    explain: (file) => `${file} をこのパスフレーズで開き、鍵ペアと照合します。`,
    submit: '確認',
  },
  pem: {
    title: 'ほかのプログラム用にエクスポート',
    explain:
      '入力するパスフレーズで暗号化され、「openssl pkey」で読める 2 つのファイルです。1 つは暗号化用、もう 1 つは署名用の鍵です。そのロック（PBKDF2）はバックアップのものより弱いので、パスフレーズを長くし、使い終わったらファイルを削除してください。両方を保存してよいか、ブラウザが尋ねることがあります。',
    hint: 'この鍵ペアのバックアップのパスフレーズ。2 つのファイルもこれでロックされます。',
    submit: 'エクスポート',
  },
  code: {
    title: 'この鍵ペアの QR コード',
    explain:
      '鍵ペアを別のデバイスに移すためのものです。バックアップのパスフレーズでロックされていますが、それでもほかの人には見せないでください。',
    hint: 'この鍵ペアのバックアップのパスフレーズ。',
    submit: '表示',
    caption: '別のデバイスで、「設定」の「QR コードからインポート」を使います。',
    text: '同じ内容のテキスト',
  },
  rotate: {
    title: 'この鍵ペアを更新',
    explain:
      '新しい鍵ペアに代わります。古い鍵が新しい鍵に署名するので、連絡先の人も切り替えられます。古い鍵はここに残り、それにあてて送られたものを引き続き開けます。古い鍵の受け取りリンクは、古い鍵のものとして残ります。',
    submit: '更新してバックアップを保存',
  },
  remove: {
    title: '鍵ペアの削除',
    explain:
      'このブラウザから取り除かれます。バックアップがあれば、もう一度インポートできます。なければ、次のものは永久に失われます。',
    always: 'この鍵だけにあてて送られ、ほかに保存していないものは、ここではもう開けなくなります。',
    shares: 'この鍵で署名され、変更できなくなる共有:',
    moreShares: (count) => `ほか ${formatNumber(count)} 件`,
    noShares: 'このブラウザの知る共有に、この鍵で署名されたものはありません。',
    deliveries: (count) =>
      count === 0
        ? '受信トレイで待っている送付物はありません。'
        : `受信トレイで ${formatNumber(count)} 件の送付物が待っています。`,
    links: (count) =>
      count === 0
        ? 'この鍵につながる受け取りリンクはありません。'
        : `この鍵につながる受け取りリンクが ${formatNumber(count)} 件あり、一緒に終了します。`,
    unknown: 'サーバーに接続できないため、受信トレイで何が待っているかわかりません。',
    looking: '何が失われるかを調べています。',
    nameHint: (name) => `念のため、${name} と入力してください。`,
    wrongName: '名前が一致しません。',
    submit: '鍵ペアを削除',
  },
};

export const requestLinks: Catalogue['requestLinks'] = {
  list: '受け取りリンクの一覧',
  about:
    'これを持つ人は、自分の鍵がなくても、あなたにファイルを送れます。用途ごとに 1 つずつ渡し、役目を終えたら無効にしてください。',
  empty: 'まだありません。',
  create: '新しい受け取りリンク',
  contact: '連絡先リンク',
  one: '受け取りリンク',
  ofKey: (name) => `あて先: ${name}`,
  until: (seconds) => (seconds === null ? '期限なし' : `${formatDate(seconds)} に終了`),
  copy: 'リンクをコピー',
  copied: 'コピーしました。',
  copyRefused: 'ブラウザが許可しませんでした。リンクを表示したので、手動でコピーしてください:',
  revoke: '無効にする',
  dialog: {
    title: '新しい受け取りリンクを作る',
    name: '名前',
    nameHint: 'あなただけに見えます。「取引先用」「税金の書類」など。',
    key: '使う鍵ペア',
    expires: '有効期間',
    never: '期限なし',
    submit: 'リンクを作成',
  },
  off: 'このサイトは送付を受け付けていません。運営者が受け取りリンクを止めています。届いたものは受信トレイに残り、連絡先リンクは、どの鍵があなたのものかを引き続き伝えます。',
  needsKey: '受け取りリンクは、あなたの鍵ペアにつながります。先に鍵ペアを作ってください。',
};

export const appearance: Catalogue['appearance'] = {
  heading: '外観',
  ways: { system: 'システムに合わせる', light: 'ライト', dark: 'ダーク' },
};

export const about: Catalogue['about'] = {
  heading: 'Sealdrop について',
  how: 'このサーバーに見えるもの、リンクとは何か、鍵をなくしたときにすること',
  accessibility: 'すべての人に開かれているために Sealdrop がしていること',
};

export const language: Catalogue['language'] = {
  label: '言語',
  asBrowser: 'ブラウザーに合わせる',
};

export const serviceWorker: Catalogue['serviceWorker'] = {
  heading: 'サービスワーカー',
  about:
    '一部のブラウザでは、大きなファイルの保存に、このサイトの小さなプログラム（サービスワーカー）を使います。これはブラウザに保存されます。ページやダウンロードの動作がおかしいときは、取り除いてください。次に大きなファイルをダウンロードするときに、新しいものが入ります。',
  instead:
    '鍵、連絡先、共有はそのまま残ります。代わりにブラウザでこのサイトのデータを消すと、それらはすべて削除されます。その前に、それぞれの鍵ペアのバックアップをエクスポートしてください。',
  remove: 'サービスワーカーを取り除く',
  removed: '取り除きました。開いているこのサイトのページを再読み込みしてください。',
};
