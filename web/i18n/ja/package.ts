/**
 * Japanese words for portable packages: the page of them, and what may go wrong with them. A part of the catalogue in catalogue.ts.
 */
import type { ErrorDetails, PackageErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';

/** The entry, with the space that stands behind a name and not behind a word of the language. */
const one = ({ file }: ErrorDetails): string => (file ? `${file} ` : 'パッケージ');

export const packageFailures: Pick<Catalogue['failures'], PackageErrorCode> = {
  'package-unknown': (details) => ({
    title: `${one(details)}は Sealdrop のパッケージではありません。`,
    next: '「パッケージとして保存」で作られた ZIP を選んでください。別のシステムのファイルは、「旧システムのファイルを開く」で開けるかもしれません。',
  }),
  'package-cut': () => ({
    title: 'このパッケージは途中で切れています。',
    next: '終わりの部分がありません。何も保存されていません。入手元からもう一度入手してください。',
  }),
  'package-altered': (details) => ({
    title: `${one(details)}は、作られたときのままではありません。`,
    next: '変更されたか、別のプログラムで ZIP にし直されています。何も保存されていません。作られたままのファイルをもう一度入手してください。',
  }),
  'package-name': (details) => ({
    title: `${one(details)}に、パッケージの外を指す名前が入っています。`,
    next: '正しいパッケージにそのような名前はありません。何も開いていません。',
  }),
  'package-twice': (details) => ({
    title: `${one(details)}が、このパッケージに 2 つ入っています。`,
    next: 'このパッケージは、別の誰かが組み立てたものです。何も開いていません。作った人からパッケージをもう一度入手してください。',
  }),
  'package-missing': (details) => ({
    title: `${one(details)}が、このパッケージに入っていません。`,
    next: '何も開いていません。入手元からパッケージをもう一度入手してください。',
  }),
  'package-surplus': (details) => ({
    title: `${one(details)}は、このパッケージのものではありません。`,
    next: '誰かが付け加えました。何も開いていません。作った人からパッケージをもう一度入手してください。',
  }),
  'package-checksum': (details) => ({
    title: `このパッケージの ${one(details)}のチェックサムが一致しません。`,
    next: '変更されたか、別の部分と入れ替えられました。何も保存されていません。入手元からパッケージをもう一度入手してください。',
  }),
  'package-mismatch': (details) => ({
    title: `${one(details)}に書かれていることが、このパッケージと一致しません。`,
    next: '各部分が、同じパッケージのものではありません。何も保存されていません。作った人からパッケージをもう一度入手してください。',
  }),
  'package-code': () => ({
    title: 'このパッケージを開くリンクまたはコードは、これではありません。',
    next: '保存元の共有のリンク全体か、作成時に表示されたコードを入力してください。',
  }),
};

export const packages: Catalogue['packages'] = {
  pageTitle: 'パッケージ',
  open: 'パッケージを開く',
  heading: 'パッケージは、このブラウザだけで開けます。',
  about:
    '1 つのファイルになった共有で、「パッケージとして保存」または「sealdrop pack」で作られます。選んでください。サーバーには何も問い合わせず、何もこのブラウザの外に出ません。',
  reading: 'パッケージを調べています。',
  codeHeading: 'このパッケージは、リンクまたはコードで開きます。',
  code: 'リンクまたはコード',
  codeHint: '保存元の共有のリンク全体か、一緒に受け取ったコード。',
  giveCode: '開く',
  lockedHeading: 'このパッケージには、パスフレーズも必要です。',
  here: 'パッケージから、このブラウザだけで開きました',
  save: 'パッケージとして保存',
  saveHint:
    'どんな手段でも渡せる、封をした 1 つのファイルです。共有を開ける人なら、サーバーなしで、いつまでも開けます。あとから無効にすることはできません。',
};
