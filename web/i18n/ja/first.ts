/** What is seen before the catalogue is there, in Japanese. */
import type { FirstWords } from '../first-words.ts';

export const first = {
  navigation: 'ページ',
  send: '送る',
  shares: '共有',
  people: '連絡先',
  settings: '設定',
  heading: 'ファイルをドロップすると、リンクができます。',
  purpose:
    '送り出す前に、このブラウザの中で暗号化して封をします。リンクを持つ人なら誰でも開けます。途中の誰も、このサイトも、読むことも、書き換えることも、一部を切り落とすこともできません。',
  loading: '封を確かめています。',
  loadingNext:
    '誰の封か、途中で何かが書き換えられていないかを、このブラウザが確かめています。それまでは何も表示しません。',
} as const satisfies FirstWords;
