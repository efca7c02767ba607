/**
 * Japanese words for files of older systems: the page, and what may go wrong with them. A part of the catalogue in catalogue.ts.
 */
import type { ErrorDetails, OlderErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber } from '../format.ts';

/** The file, with the space that stands behind a name and not behind a word of the language. */
const one = ({ file }: ErrorDetails): string => (file === undefined ? 'ファイル' : `${file} `);

export const olderFailures: Pick<Catalogue['failures'], OlderErrorCode> = {
  'older-unknown': () => ({
    title: '3 つの旧システムのファイルは、ここにはありません。',
    next: 'パッケージの ZIP かフォルダ、または .enc で終わるファイルを、一緒に必要なものすべてとともに選んでください。Sealdrop のパッケージは「パッケージを開く」で開けます。',
  }),
  'older-unsupported': (details) => ({
    title: `${one(details)}は、Sealdrop では読めない種類です。`,
    next: '鍵が RSA-4096、または未知の方式で封をされた、Secure File Processing System のパッケージです。作成に使ったプログラムで開いてください。',
  }),
  'older-key-needed': (details) => ({
    title: `${one(details)}の鍵がありません。`,
    next: 'パッケージと CloudSecureShare のファイルには秘密鍵が、そのほかの .enc ファイルにはファイル鍵が必要です。CloudSecureShare のファイルには、一緒に置かれていた .key.enc と ephemeral_public_key.pem も必要です。',
  }),
  'older-key-unusable': () => ({
    title: 'この鍵は使えません。',
    next: '秘密鍵は、曲線 P-384 の PEM ファイル（PKCS#8 または SEC1）で、パスフレーズで保護されていないものです。パスフレーズは openssl pkey で外せます。ファイル鍵は、16、24、32 バイトのいずれかの base64 です。',
  }),
  'older-wrong-key': (details) => ({
    title: `${one(details)}は、別の鍵にあてて封をしたものです。`,
    next: '何も開いていません。作成時に使われた公開鍵と対になる秘密鍵を選んでください。',
  }),
  'older-missing': (details) => ({
    title: `${one(details)}がありません。`,
    next: '何も残していません。一緒に必要なものをすべて選んでください。フォルダの場合は、フォルダ全体を選んでください。',
  }),
  'older-mismatch': (details) => ({
    title: `${one(details)}に書かれていることと、実際にあるものが一致しません。`,
    next: '数、順序、サイズのいずれかが違います。何も残していません。保管場所からファイルをもう一度入手してください。',
  }),
  'older-checksum': (details) => ({
    title: `${one(details)}のチェックサムが一致しません。`,
    next: '各部分が入れ替えられたか、差し替えられたか、変更されています。何も残していません。保管場所からファイルをもう一度入手してください。',
  }),
  'older-tag': (details) => ({
    title: `${one(details)}が封をしたときのままではないか、鍵が違います。`,
    next: '認証タグが一致しません。何も残していません。鍵を確かめてから、保管場所からファイルをもう一度入手してください。',
  }),
  'older-truncated': (details) => ({
    title: `${one(details)}は途中で切れています。`,
    next: '終わりの部分がありません。何も残していません。保管場所からもう一度入手してください。',
  }),
  'older-malformed': (details) => ({
    title: `${one(details)}を解釈できません。`,
    next: 'そのシステムが書き出す形式ではありません。テキスト、数値、base64、パディングのいずれかが正しくありません。何も残していません。',
  }),
  'older-name': (details) => ({
    title: `${one(details)}が、フォルダの外の場所を指しています。`,
    next: '正しいファイルにそのような名前はありません。何も開いておらず、何も残していません。',
  }),
  'older-no-room': ({ limit }) => ({
    title: `このブラウザがこのページに使わせる空きは、${formatBytes(limit ?? 0)} までです。`,
    next: '何も残していません。通常のウィンドウを使うか、空きを増やすか、コマンド「sealdrop open-legacy」で開いてください。',
  }),
  'older-too-many': (details) => ({
    title: `${one(details)}の部分の数は、ここで読める数を超えています。`,
    next: '読めるのは、ZIP では 200,000 項目まで、パッケージでは 160,000 個の部分までです。何も残していません。ZIP に複数のパッケージやファイルが入っている場合は、展開して 1 つずつ選んでください。',
  }),
  'older-stopped': () => ({
    title: 'このページの、旧システムのファイルを開く部分が止まりました。',
    next: '何も残していません。もう一度試してください。新しいものが代わりに動きます。それも止まる場合は、コマンド「sealdrop open-legacy」を使ってください。',
  }),
  'zip-damaged': (details) => ({
    title: `${one(details)}は、壊れた ZIP か、ここでは読めない種類の ZIP です。`,
    next: '目録と中身が一致しないか、暗号化されています。何も残していません。もう一度入手するか、展開してフォルダを選んでください。',
  }),
  'zip-bomb': (details) => ({
    title: `${one(details)}を展開すると、見かけよりはるかに大きくなります。`,
    next: 'ディスクをいっぱいにするために作られたものです。何も残していません。',
  }),
};

export const older: Catalogue['older'] = {
  pageTitle: '旧システムのファイルを開く',
  heading: '3 つの旧システムのファイルを、ここで開きます。',
  about:
    'Secure File Processing System、CloudSecureShare、Secure File Upload and Download System のファイルです。このブラウザの中で復号され、ファイルも鍵も外に出ません。',
  beforeTitle: 'これらのシステムが検査したことと、検査しなかったこと',
  before: {
    'secure-file-processing':
      'Secure File Processing System: 各部分は認証されていて改ざんがわかりますが、順序、個数、名前は一度も認証されていません。ここではすべての番号、サイズ、チェックサムを照合しますが、パッケージの保管場所に書き込めた人なら、それらをまとめて変えることができました。',
    'cloud-secure-share':
      'CloudSecureShare: 何も認証されていません。鍵が違っていても、バイトが変えられていても、終わりが切られていても、別の内容として開いてしまい、誰にも見分けられません。',
    'secure-upload-download':
      'Secure File Upload and Download System: 何かを復号する前に、ファイル全体が認証されます。',
  },
  beforeNext: '大切なファイルなら、送信者に SHA-256 を聞いてください。ファイルを開いたあとで照合できます。',
  chooseHeading: '開くもの',
  chooseHint:
    'パッケージの ZIP かフォルダ、または .enc ファイルと、一緒に置かれていたものすべて。一度にいくつでも選べます。',
  files: '旧システムのファイル',
  folder: '旧システムのフォルダ',
  chosen: (first, count, bytes) =>
    `${count === 1 ? first : `${first} とほか ${formatNumber(count - 1)} 個`}、${formatBytes(bytes)}`,
  nothingChosen: '先に、開くものを選んでください。',
  keyHeading: '鍵',
  privateKey: '秘密鍵',
  privateKeyHint: 'PEM ファイル。最初の 2 つのシステム用です。',
  fileKey: 'ファイル鍵',
  fileKeyHint: 'FILE_KEY_BASE64 にあった値。3 つ目のシステム用です。',
  open: '開く',
  looking: '選ばれたものを調べています。',
  progress: '開く処理の進み具合',
  cancel: 'キャンセル',
  openedHeading: (count) => `${formatNumber(count)} 個のファイルを開きました`,
  after: {
    'secure-file-processing':
      'すべての部分、番号、チェックサムが一致しています。ただし、これが当時作られたパッケージそのものだという証明にはなりません。',
    'cloud-secure-share':
      '認証されていません。これが暗号化された元のバイトかどうか、鍵が正しかったかどうかは、誰にもわかりません。ファイルの中身を見て、SHA-256 を照合してください。',
    'secure-upload-download': '認証タグは正しく、すべてのバイトが暗号化されたときのままです。',
  },
  doubtful:
    'これは変更されています。2 つの部分は同じ初期化ベクトルで作られましたが、今は別々になっています。先頭のバイト、またはすべてのバイトが正しくないかもしれません。',
  digest: 'SHA-256',
  compare: '送信者から聞いた SHA-256',
  compareHint: 'ファイルが届いたのとは別の手段で聞いてください。',
  same: (path) => `${path} のものと一致します。送信者の言うファイルです。`,
  different: 'どのファイルとも一致しません。送信者の言うファイルではありません。',
  noDigest: 'SHA-256 は、0～9 と a～f の 64 桁です。',
  skipped: (count) => `開かなかったもの: ほかのファイル ${formatNumber(count)} 個`,
  share: '安全に共有',
  shareHint: '共有すると、開いているファイルすべてで新しい共有を作り、ほかのものと同じように封をします。',
  leaveHint: 'このページを離れると、ここで開いたものはこのブラウザから削除されます。',
  again: 'ほかのものを開く',
  zipName: '開いたファイル.zip',
};
