/** Japanese texts of what lists have in common: finding something in them, and undoing. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatNumber } from '../format.ts';

export const finding: Catalogue['finding'] = {
  form: '共有を探す',
  search: '検索',
  hint: 'ファイルと人の名前。',
  sort: '並べ替え',
  sortings: {
    newest: '新しい順',
    name: '名前順',
    ending: '終了が近い順',
  },
  found: (count, total) => `${formatNumber(total)} 件のうち ${formatNumber(count)} 件を表示。`,
  none: 'その言葉を名前に含むものはありません。',
  clear: '検索を消す',
};

export const undo: Catalogue['undo'] = {
  undo: '元に戻す',
  done: {
    share: (name) => `「${name}」を一覧から外しました。`,
    person: (name) => `${name} を連絡先から削除しました。`,
    delivery: (name) => `「${name}」を一覧から外しました。ファイルは終了するまで残ります。`,
    deliveries: (count) => `送付物 ${formatNumber(count)} 件を一覧から外しました。`,
  },
};
