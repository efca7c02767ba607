/** Japanese words of previews. A part of the catalogue in catalogue.ts. */
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber } from '../format.ts';

const saveIt = 'ファイルを保存して、別のプログラムで開いてください。';

export const preview: Catalogue['preview'] = {
  show: 'プレビュー',
  showOne: (path) => `${path} をプレビュー`,
  region: (path) => `${path} のプレビュー`,
  previous: '前のファイル',
  next: '次のファイル',
  close: 'プレビューを閉じる',
  cancel: 'プレビューを中止',
  progress: 'プレビューの進み具合',
  fetching: '取得しています。確かめるまで、何も表示されません。',
  verified: '確認済み: すべてのバイトは、封をしたときのままです。',
  verifiedBeginning:
    '確認済み: ここに表示されているすべてのバイトは、封をしたときのままです。残りは取得していません。',
  image: (format, width, height) =>
    `${format} 画像、${formatNumber(width)} × ${formatNumber(height)} ピクセル`,
  still: '動く画像です。最初のコマだけを表示しています。',
  text: 'テキスト',
  empty: '中身は空です。',
  beginning: (shown, total) =>
    `${formatBytes(total)} のうち、はじめの ${formatBytes(shown)} だけを表示しています。すべてを見るには、ファイルを保存してください。`,
  neither: {
    title: 'ここでは表示できません。',
    next: `UTF-8 または UTF-16 のテキストでも、表示できる種類の画像（JPEG、PNG、GIF、WebP、AVIF）でもありません。${saveIt}`,
  },
  tooLarge: (limit) => ({
    title: 'この画像は大きすぎるため、ここでは表示できません。',
    next: `表示できる画像は ${formatBytes(limit)} までです。${saveIt}`,
  }),
  tooManyPixels: (width, height, limit) => ({
    title: 'この画像はピクセルが多すぎるため、ここでは表示できません。',
    next: `${formatNumber(width)} × ${formatNumber(height)} の画像だと記されています。表示できるのは ${formatNumber(limit / 10_000)} 万ピクセルまでです。それより多いと、このデバイスのメモリが足りなくなるおそれがあります。この大きさの画像だと分かっている場合だけ、保存してください。`,
  }),
  unreadable: (format) => ({
    title: 'この画像は描画できません。',
    next: `${format} として始まりますが、その先はこのブラウザの知る形ではありません。送られたときのまま届いています。${saveIt}`,
  }),
};
