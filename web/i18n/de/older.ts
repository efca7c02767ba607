/** German words for files of older systems: the page, and what may go wrong with them. A part of the catalogue. */
import type { ErrorDetails, OlderErrorCode } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatNumber, plural } from '../format.ts';

/** The file at the beginning of a sentence, and within one. */
const one = ({ file }: ErrorDetails): string => file ?? 'Eine Datei';
const it = ({ file }: ErrorDetails): string => file ?? 'eine Datei';

export const olderFailures: Pick<Catalogue['failures'], OlderErrorCode> = {
  'older-unknown': () => ({
    title: 'Hier ist nichts aus einem der drei älteren Systeme.',
    next: 'Wähle die ZIP-Datei oder den Ordner eines Pakets, oder eine Datei, die auf .enc endet, zusammen mit allem, was dazugehört. Ein Paket von Sealdrop öffnet sich mit „Paket öffnen“.',
  }),
  'older-unsupported': (details) => ({
    title: `${one(details)} ist von einer Art, die Sealdrop nicht liest.`,
    next: 'Es ist ein Paket des Secure File Processing System, dessen Schlüssel mit RSA-4096 versiegelt ist oder mit einem hier unbekannten Verfahren. Öffne es mit dem Programm, das es gemacht hat.',
  }),
  'older-key-needed': (details) => ({
    title: `Der Schlüssel für ${it(details)} fehlt.`,
    next: 'Ein Paket und eine Datei von CloudSecureShare brauchen den privaten Schlüssel; jede andere .enc-Datei braucht den Dateischlüssel. Eine Datei von CloudSecureShare braucht daneben auch ihre .key.enc und ephemeral_public_key.pem.',
  }),
  'older-key-unusable': () => ({
    title: 'Dieser Schlüssel kann nicht verwendet werden.',
    next: 'Ein privater Schlüssel ist eine PEM-Datei auf der Kurve P-384 (PKCS#8 oder SEC1), die nicht mit einer Passphrase geschützt ist: openssl pkey entfernt sie. Ein Dateischlüssel ist base64 von 16, 24 oder 32 Byte.',
  }),
  'older-wrong-key': (details) => ({
    title: `${one(details)} wurde für einen anderen Schlüssel versiegelt.`,
    next: 'Es wurde nichts geöffnet. Wähle den privaten Schlüssel, der zu dem öffentlichen Schlüssel gehört, für den es gemacht wurde.',
  }),
  'older-missing': (details) => ({
    title: `${one(details)} fehlt.`,
    next: 'Nichts wurde behalten. Wähle alles, was zusammengehört, den ganzen Ordner, wenn es einer ist.',
  }),
  'older-mismatch': (details) => ({
    title: `Was ${it(details)} sagt und was da ist, stimmt nicht überein.`,
    next: 'Eine Zahl, eine Reihenfolge oder eine Größe weicht ab. Nichts wurde behalten. Hol die Dateien noch einmal von dort, wo sie gespeichert sind.',
  }),
  'older-checksum': (details) => ({
    title: `${one(details)} hat eine andere Prüfsumme.`,
    next: 'Stücke wurden vertauscht, ersetzt oder verändert. Nichts wurde behalten. Hol die Dateien noch einmal von dort, wo sie gespeichert sind.',
  }),
  'older-tag': (details) => ({
    title: `${one(details)} ist nicht so, wie es versiegelt wurde, oder der Schlüssel ist ein anderer.`,
    next: 'Das Authentifizierungs-Tag stimmt nicht. Nichts wurde behalten. Prüfe den Schlüssel, dann hol die Datei noch einmal von dort, wo sie gespeichert ist.',
  }),
  'older-truncated': (details) => ({
    title: `${one(details)} wurde abgeschnitten.`,
    next: 'Das Ende fehlt. Nichts wurde behalten. Hol die Datei noch einmal von dort, wo sie gespeichert ist.',
  }),
  'older-malformed': (details) => ({
    title: `${one(details)} lässt sich nicht verstehen.`,
    next: 'Das ist nicht die Form, die ihr System schreibt: Text, Zahlen, base64 oder Auffüllung sind falsch. Nichts wurde behalten.',
  }),
  'older-name': (details) => ({
    title: `${one(details)} nennt einen Ort außerhalb des eigenen Ordners.`,
    next: 'Eine ehrliche Datei hat keinen solchen Namen. Nichts wurde geöffnet, und nichts wurde behalten.',
  }),
  'older-no-room': ({ limit }) => ({
    title: `Dieser Browser gibt dieser Seite keinen Platz für mehr als ${formatBytes(limit ?? 0)}.`,
    next: 'Nichts wurde behalten. Nimm ein gewöhnliches Fenster, schaff Platz, oder öffne es mit dem Befehl „sealdrop open-legacy“.',
  }),
  'older-too-many': (details) => ({
    title: `${one(details)} hat mehr Teile, als hier gelesen werden.`,
    next: 'Von einer ZIP-Datei werden höchstens 200.000 Einträge gelesen, von einem Paket höchstens 160.000 Stücke. Nichts wurde behalten. Enthält eine ZIP-Datei mehrere Pakete oder Dateien, entpack sie und wähle diese nacheinander.',
  }),
  'older-stopped': () => ({
    title: 'Der Teil dieser Seite, der ältere Dateien öffnet, ist stehen geblieben.',
    next: 'Nichts wurde behalten. Versuch es noch einmal: Ein neuer tritt an seine Stelle. Bleibt auch der stehen, nimm den Befehl „sealdrop open-legacy“.',
  }),
  'zip-damaged': (details) => ({
    title: `${one(details)} ist eine beschädigte ZIP-Datei, oder von einer Art, die hier nicht gelesen wird.`,
    next: 'Verzeichnis und Inhalt stimmen nicht überein, oder sie ist verschlüsselt. Nichts wurde behalten. Hol sie noch einmal, oder entpack sie und wähle den Ordner.',
  }),
  'zip-bomb': (details) => ({
    title: `${one(details)} würde sich zu weit mehr entpacken, als es enthält.`,
    next: 'So etwas wird gemacht, um eine Festplatte zu füllen. Nichts wurde behalten.',
  }),
};

export const older: Catalogue['older'] = {
  pageTitle: 'Ältere Datei öffnen',
  heading: 'Dateien dreier älterer Systeme, hier geöffnet.',
  about:
    'Vom Secure File Processing System, von CloudSecureShare und vom Secure File Upload and Download System. Sie werden in diesem Browser entschlüsselt; weder eine Datei noch ein Schlüssel verlässt ihn.',
  beforeTitle: 'Was diese Systeme prüften, und was nie',
  before: {
    'secure-file-processing':
      'Secure File Processing System: Jedes Stück ist authentifiziert; Reihenfolge, Anzahl und Name waren es nie. Alle Zahlen, Größen und Prüfsummen werden hier verglichen, aber wer dorthin schreiben konnte, wo ein Paket lag, könnte sie gemeinsam verändert haben.',
    'cloud-secure-share':
      'CloudSecureShare: Nichts ist authentifiziert. Ein falscher Schlüssel, ein verändertes Byte oder ein abgeschnittenes Ende ergibt beim Öffnen andere Bytes, und niemand kann es merken.',
    'secure-upload-download':
      'Secure File Upload and Download System: Dateien werden als Ganzes authentifiziert, bevor irgendetwas entschlüsselt wird.',
  },
  beforeNext:
    'Wo es darauf ankommt, frag den Absender nach dem SHA-256 der Datei. Er lässt sich vergleichen, sobald die Datei offen ist.',
  chooseHeading: 'Was geöffnet werden soll',
  chooseHint:
    'Die ZIP-Datei oder der Ordner eines Pakets; oder .enc-Dateien mit allem, was daneben liegt. Auch viele auf einmal.',
  files: 'Ältere Dateien',
  folder: 'Ordner mit älteren Dateien',
  chosen: (first, count, bytes) =>
    `${count === 1 ? first : `${first} und ${formatNumber(count - 1)} weitere`}, ${formatBytes(bytes)}`,
  nothingChosen: 'Wähle zuerst, was geöffnet werden soll.',
  keyHeading: 'Der Schlüssel dazu',
  privateKey: 'Privater Schlüssel',
  privateKeyHint: 'Eine PEM-Datei, für die ersten beiden Systeme.',
  fileKey: 'Dateischlüssel',
  fileKeyHint: 'Was in FILE_KEY_BASE64 stand, für das dritte.',
  open: 'Öffnen',
  looking: 'Ein Blick auf das, was du gewählt hast.',
  progress: 'Fortschritt beim Öffnen',
  cancel: 'Abbrechen',
  openedHeading: (count) =>
    plural(count, {
      one: `${formatNumber(count)} Datei ist offen`,
      other: `${formatNumber(count)} Dateien sind offen`,
    }),
  after: {
    'secure-file-processing':
      'Alle Stücke, Zahlen und Prüfsummen stimmen überein. Dass es das Paket ist, das einst gemacht wurde, zeigen sie nicht.',
    'cloud-secure-share':
      'Nicht authentifiziert. Niemand kann sagen, ob das die Bytes sind, die verschlüsselt wurden, noch ob der Schlüssel der richtige war: Sieh dir die Datei an und vergleiche ihren SHA-256.',
    'secure-upload-download':
      'Das Authentifizierungs-Tag stimmt: Jedes Byte ist so, wie es verschlüsselt wurde.',
  },
  doubtful:
    'Es wurde verändert: Seine beiden Teile entstanden unter einem Initialisierungsvektor und haben jetzt verschiedene. Die ersten Bytes, oder alle, können falsch sein.',
  digest: 'SHA-256',
  compare: 'SHA-256 vom Absender',
  compareHint: 'Frag danach auf einem anderen Weg als dem, auf dem die Datei kam.',
  same: (path) => `Es ist der von ${path}: Das ist die Datei, die der Absender meint.`,
  different: 'Keine dieser Dateien hat ihn. Sie sind nicht, was der Absender meint.',
  noDigest: 'Ein SHA-256 hat 64 Ziffern, 0 bis 9 und a bis f.',
  skipped: (count) =>
    plural(count, {
      one: `Ausgelassen: ${formatNumber(count)} andere Datei`,
      other: `Ausgelassen: ${formatNumber(count)} andere Dateien`,
    }),
  share: 'Sicher teilen',
  shareHint: 'Teilen macht eine neue Freigabe aus allen offenen Dateien, versiegelt wie alles hier.',
  leaveHint: 'Wenn du diese Seite verlässt, wird aus diesem Browser entfernt, was sie geöffnet hat.',
  again: 'Etwas anderes öffnen',
  zipName: 'geöffnete Dateien.zip',
};
