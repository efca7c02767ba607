/** Japanese texts of the hints that are shown once. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const hints: Catalogue['hints'] = {
  understood: 'わかりました',
  texts: {
    'first-link':
      'このリンクを持つ人は誰でもファイルを開けます。渡したい相手にだけ渡してください。パスフレーズを設定するなら、リンクとは別の手段で伝えてください。',
    'first-key':
      'この鍵ペアは、このブラウザとバックアップのファイルにだけあります。ファイルは、このデバイスを失っても残る場所に、パスフレーズはそれとは別のところに保管してください。誰も再設定できません。',
    inbox:
      'あなたのリンクで送られたものはここに届き、あなたの鍵だけで開きます。リンクを持つ人なら誰でも送れます。ファイルを開く前に、誰が封をしたかを見てください。',
  },
};
