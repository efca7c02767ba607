/** Japanese texts of the inbox and of request pages. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatDuration, formatNumber } from '../format.ts';

export const inbox: Catalogue['inbox'] = {
  region: '受信トレイ',
  loading: '届いたものを開いています。',
  noKeyTitle: '鍵ペアがないと、受信トレイはありません。',
  noKeyNext: '「設定」で鍵ペアを作り、その連絡先リンクを渡してください。送られたものがここに並びます。',
  emptyTitle: 'まだ何も届いていません。',
  emptyNext: '受け取りリンクを渡してください。それで届いたものがここに並び、あなたの鍵でだけ開けます。',
  settings: '設定へ',
  isNew: '新着',
  closed: '開けない送付物',
  arrived: (seconds) => `${formatDate(seconds)} に到着`,
  signedAt: (seconds) =>
    `送信者が付けた日時は ${formatDate(seconds)} で、1 日以上ずれています。途中で止められていたか、再び送られたのかもしれません。`,
  ends: (seconds) => `${formatDate(seconds)} に終了`,
  ending: (seconds) => `残り ${formatDuration(seconds)}`,
  open: '開く',
  dismiss: '一覧から外す',
  remove: '削除',
  removeWarning: 'ファイルはこのサイトから完全に削除されます。あなたが保存したものは手元に残ります。',
  removeSurely: '完全に削除',
  keep: '残す',
  closedTitle: (count) => `このブラウザの鍵では開けない送付物が ${formatNumber(count)} 件あります。`,
  closedNext:
    'ほかの鍵にあてて封をしたものか、壊れています。あなたのリンクを持つ人なら誰でも、またこのサーバーも、そのようなものを送れます。',
  closedShow: '開けないものを表示',
  closedHide: '開けないものを隠す',
  dismissAll: '開けないものを一覧から外す',
  waitingTitle: (count) => `まだ開けていない送付物が ${formatNumber(count)} 件あります。`,
  waitingNext:
    '失われたものはありません。もう一度試してください。新しいバージョンのページが必要なものもあるかもしれません。',
  waitingShow: '待っているものを表示',
  waitingHide: '待っているものを隠す',
  again: 'もう一度試す',
  range: (from, to, count) => `${formatNumber(count)} 件中 ${formatNumber(from)}～${formatNumber(to)} 件目`,
  pagers: {
    open: { newer: '新しい送付物', older: '古い送付物' },
    waiting: { newer: '待っているもの（新しい方）', older: '待っているもの（古い方）' },
    closed: { newer: '開けないもの（新しい方）', older: '開けないもの（古い方）' },
  },
};

export const request: Catalogue['request'] = {
  pageTitle: 'ファイルを送る',
  loading: '誰のリンクかを調べています。',
  heading: (name) => `${name} にファイルを送る`,
  purpose: (name) =>
    `送り出す前に、このブラウザの中で暗号化し、${name} だけが開けるように封をします。鍵もアカウントも要りません。`,
  purposeSelf:
    'これはあなた自身のリンクです。人に渡してください。これで届いたものは、あなたの受信トレイに並びます。',
  verified: 'このフィンガープリントは、あなたが照合しました。',
  known: '「連絡先」にありますが、まだ確認していません。',
  named:
    'この名前は相手が自分で付けたものです。大切なことなら、別の手段で相手とフィンガープリントを照合してください。',
  fingerprint: 'フィンガープリント',
  choices: 'メッセージと有効期間',
  first: '先に選んでください。送ったあとは変更できず、中止して削除することしかできません。',
  expires: '有効期間',
  message: 'メッセージ',
  messageHint: 'ファイルと同じように封をします。',
  invitation: (name) => `${name} へのファイルやフォルダをここにドロップ`,
  keepOpen:
    '「届きました」と表示されるまで、このタブを開いたままにしてください。途中で離れたアップロードは、同じファイルが選ばれるのをここで待ちます。',
  done: '届きました',
  after: '相手の受信トレイにあり、相手の鍵でだけ開けます。このページは閉じてかまいません。',
  again: 'ほかのものを送る',
  pasteWrong: '受け取りリンクではありません。受け取りリンクには、途中に /to/ が、終わり近くに # があります。',
  stoppedBefore: 'アップロード済みの分は削除されました。何も届いていません。',
  stoppedAfter: '相手の受信トレイから削除されました。相手がすでに保存したものは、相手の手元に残ります。',
};
