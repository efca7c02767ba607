/** German texts of Settings: key pairs and request links. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatNumber, plural } from '../format.ts';

export const settings: Catalogue['settings'] = {
  pageTitle: 'Einstellungen',
  heading: 'Deine Schlüssel leben hier, in diesem Browser.',
  region: 'Schlüsselpaare',
  about:
    'Niemand braucht ein Schlüsselpaar, um Dateien zu senden oder einen Link zu öffnen. Mit einem können andere dir namentlich senden und sehen, dass von dir ist, was du sendest.',
  loading: 'Ein Blick in diesen Browser.',
  emptyTitle: 'Noch kein Schlüsselpaar.',
  emptyNext:
    'Mach eines, oder bring eines von einem anderen Gerät mit. Sein privater Teil verlässt diesen Browser nie unversiegelt.',
  notKept:
    'Dieser Browser hat nicht zugesagt, deine Schlüssel zu behalten. Er darf sie löschen, wenn der Platz knapp wird, und ein privates Fenster vergisst sie beim Schließen. Mit seiner Sicherungsdatei und der Passphrase kannst du ein Schlüsselpaar wieder importieren.',
  create: 'Neues Schlüsselpaar',
  importFile: 'Schlüsselpaar importieren',
  importCode: 'Aus QR-Code importieren',
};

export const keyPair: Catalogue['keyPair'] = {
  made: (seconds) => `Erstellt am ${formatDate(seconds)}`,
  isDefault: 'Standard: Es signiert, was du sendest',
  where: {
    saved: 'Es lebt in diesem Browser, nicht auf dem Server. Sicherung gespeichert, noch nicht geprüft.',
    checked: 'Es lebt in diesem Browser, nicht auf dem Server. Sicherung gespeichert und geprüft.',
  },
  unchecked:
    'Eine gespeicherte Datei kann auf dem Weg zur Festplatte verloren gehen. Prüfe sie einmal: Wähle sie noch einmal und gib ihre Passphrase ein.',
  succeeded: (name, group) =>
    `Ersetzt durch ${name}${group && `, dessen Fingerabdruck mit ${group} beginnt`}. Behalte das alte, solange dir etwas wichtig ist, das an das alte gesendet oder mit ihm signiert wurde.`,
  otherKey: 'ein neueres Schlüsselpaar',
  unpublished:
    'Der Server hat seine Schlüsselkarte noch nicht, also kann niemand es finden. Es wird von selbst wieder versucht.',
  fingerprint: 'Fingerabdruck',
  fingerprintCode: 'Dieselben Ziffern',
  copyLink: 'Kontaktlink kopieren',
  copied:
    'Kopiert. Wer ihn hat, kann dich zu seinen Kontakten hinzufügen und, wo diese Website Sendungen für dich annimmt, dir Dateien senden.',
  copyRefused: 'Der Browser hat es nicht erlaubt. Hier steht er, zum Kopieren von Hand:',
  contactLink: 'Kontaktlink',
  showLink: 'Kontakt-QR-Code anzeigen',
  linkCode: 'Wer eine Kamera darauf richtet, kommt auf deine Anfrageseite und kann dir Dateien senden.',
  exportBackup: 'Sicherung exportieren',
  checkBackup: 'Sicherung prüfen',
  showBackup: 'Als QR-Code anzeigen',
  exportPublic: 'Öffentlichen Schlüssel exportieren',
  exportPem: 'PEM exportieren',
  makeDefault: 'Zum Standard machen',
  rotate: 'Erneuern',
  remove: 'Löschen',
  handed: 'Der Download hat begonnen.',
  reminder: (name) => `Die Sicherung von ${name} hat noch niemand geprüft.`,
  reminderLink: 'In den Einstellungen prüfen',
};

export const keyDialogs: Catalogue['keyDialogs'] = {
  cancel: 'Abbrechen',
  close: 'Schließen',
  working: 'In Arbeit. Das dauert mit Absicht einen Moment.',
  name: 'Name',
  passphrase: 'Passphrase',
  repeat: 'Passphrase wiederholen',
  nameHint:
    'Darf leer bleiben. Wer deinen Kontaktlink bekommt, oder Dateien, die du signierst, kann ihn lesen; der Server auch.',
  passphraseHint:
    'Sie schützt die Sicherung, eine Datei, die überall liegen kann: Wer diese findet, kann beliebig oft raten; deshalb ist es die Länge der Passphrase, die schützt. Vier oder mehr zufällig gewählte Wörter sind gut. Niemand kann sie zurücksetzen.',
  strength: {
    empty: '',
    short: 'Mindestens 8 Zeichen: Kürzere sind zu schnell erraten.',
    weak: 'Eher kurz. Ein paar Wörter mehr machen sie viel schwerer zu erraten.',
    fair: 'Gut, sofern niemand darauf kommt.',
    long: 'Lang genug, sofern niemand darauf kommt.',
  },
  problems: {
    empty: 'Wähle eine Passphrase.',
    missing: 'Gib die Passphrase ein.',
    short: 'Nimm mindestens 8 Zeichen.',
    different: 'Die beiden sind nicht gleich.',
    'long-name': 'Höchstens 64 Zeichen.',
  },
  create: {
    title: 'Ein neues Schlüsselpaar',
    explain: 'Die Schlüssel entstehen in diesem Browser. Im selben Schritt wird ihre Sicherung gespeichert.',
    submit: 'Erstellen und sichern',
  },
  importFile: {
    title: 'Ein Schlüsselpaar importieren',
    explain: (file) => `Aus ${file}.`,
    hint: 'Die der Datei. Ein PEM-Schlüssel ohne Passphrase bekommt diese für seine Sicherung, die im selben Schritt gespeichert wird.',
    submit: 'Importieren',
  },
  importCode: {
    title: 'Aus einem QR-Code importieren',
    explain:
      'Auf dem anderen Gerät: Einstellungen, das Schlüsselpaar, „Als QR-Code anzeigen“. Scanne ihn, verwende ein Bild von ihm, oder füge seinen Text hier ein.',
    text: 'Text des QR-Codes',
    hint: 'Die der Sicherung auf dem anderen Gerät.',
    submit: 'Importieren',
  },
  check: {
    title: 'Die Sicherung prüfen',
    explain: (file) => `${file} wird mit dieser Passphrase geöffnet und mit dem Schlüsselpaar verglichen.`,
    submit: 'Prüfen',
  },
  pem: {
    title: 'Für andere Programme exportieren',
    explain:
      'Zwei Dateien, verschlüsselt mit der Passphrase, die du eingibst, und lesbar mit „openssl pkey“: ein Schlüssel zum Verschlüsseln, einer zum Signieren. Ihr Schutz (PBKDF2) ist schwächer als der der Sicherung: Wähle die Passphrase lang, und lösch die Dateien, wenn du fertig bist. Der Browser fragt vielleicht, ob er beide speichern darf.',
    hint: 'Die der Sicherung dieses Schlüsselpaars; sie schützt auch die beiden Dateien.',
    submit: 'Exportieren',
  },
  code: {
    title: 'Dieses Schlüsselpaar als QR-Code',
    explain:
      'Er bringt das Schlüsselpaar auf ein anderes Gerät. Ihn schützt die Passphrase der Sicherung; zeig ihn trotzdem niemandem sonst.',
    hint: 'Die der Sicherung dieses Schlüsselpaars.',
    submit: 'Anzeigen',
    caption: 'Auf dem anderen Gerät: Einstellungen, „Aus QR-Code importieren“.',
    text: 'Dasselbe als Text',
  },
  rotate: {
    title: 'Dieses Schlüsselpaar erneuern',
    explain:
      'Ein neues Schlüsselpaar tritt an seine Stelle und wird mit dem alten signiert, damit deine Kontakte wechseln können. Das alte bleibt hier und öffnet weiterhin, was an das alte gesendet wurde. Anfragelinks des alten bleiben bei ihm.',
    submit: 'Erneuern und sichern',
  },
  remove: {
    title: 'Ein Schlüsselpaar löschen',
    explain:
      'Es wird aus diesem Browser genommen. Mit seiner Sicherung kannst du es wieder importieren; ohne sie ist endgültig verloren, was hier folgt.',
    always:
      'Was nur an diesen Schlüssel gesendet wurde und nicht anderswo gespeichert ist, öffnet sich hier nicht mehr.',
    shares: 'Freigaben, die damit signiert sind und sich nicht mehr ändern ließen:',
    moreShares: (count) => `und ${formatNumber(count)} weitere`,
    noShares: 'Keine Freigabe, die dieser Browser kennt, wurde damit signiert.',
    deliveries: (count) =>
      count === 0
        ? 'In seinem Posteingang wartet nichts.'
        : plural(count, {
            one: `In seinem Posteingang wartet ${formatNumber(count)} Sendung.`,
            other: `In seinem Posteingang warten ${formatNumber(count)} Sendungen.`,
          }),
    links: (count) =>
      count === 0
        ? 'Kein Anfragelink führt zu ihm.'
        : plural(count, {
            one: `${formatNumber(count)} Anfragelink führt zu ihm und endet mit ihm.`,
            other: `${formatNumber(count)} Anfragelinks führen zu ihm und enden mit ihm.`,
          }),
    unknown: 'Der Server ist nicht erreichbar, daher kann niemand sagen, was in seinem Posteingang wartet.',
    looking: 'Es wird nachgesehen, was verloren ginge.',
    nameHint: (name) => `Tipp zur Sicherheit ${name} ein.`,
    wrongName: 'Das ist nicht sein Name.',
    submit: 'Schlüsselpaar löschen',
  },
};

export const requestLinks: Catalogue['requestLinks'] = {
  list: 'Anfragelinks',
  about:
    'Wer einen hat, kann dir Dateien senden, ohne eigenen Schlüssel. Gib für jeden Zweck einen eigenen aus, und widerrufe ihn, wenn er ausgedient hat.',
  empty: 'Noch keine.',
  create: 'Neuer Anfragelink',
  contact: 'Kontaktlink',
  one: 'Anfragelink',
  ofKey: (name) => `An ${name}`,
  until: (seconds) => (seconds === null ? 'Ohne Ende' : `Endet am ${formatDate(seconds)}`),
  copy: 'Link kopieren',
  copied: 'Kopiert.',
  copyRefused: 'Der Browser hat es nicht erlaubt. Hier steht der Link, zum Kopieren von Hand:',
  revoke: 'Widerrufen',
  revokeWarning:
    'Niemand kann mehr darüber senden, und er lässt sich nicht zurückholen. Was angekommen ist, bleibt in deinem Posteingang.',
  revokeSurely: 'Diesen Link widerrufen',
  dialog: {
    title: 'Ein neuer Anfragelink',
    name: 'Name',
    nameHint: 'Nur für dich: „Für Kunden“, „Steuerunterlagen“.',
    key: 'Schlüsselpaar',
    expires: 'Gültig für',
    never: 'Unbegrenzt',
    submit: 'Link erstellen',
  },
  off: 'Diese Website nimmt keine Sendungen an: Ihr Betreiber hat Anfragelinks abgeschaltet. Was angekommen ist, bleibt in deinem Posteingang, und Kontaktlinks sagen anderen weiterhin, welcher Schlüssel deiner ist.',
  needsKey: 'Ein Anfragelink führt zu einem deiner Schlüsselpaare: Mach zuerst eines.',
};

export const appearance: Catalogue['appearance'] = {
  heading: 'Darstellung',
  ways: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
};

export const about: Catalogue['about'] = {
  heading: 'Über Sealdrop',
  how: 'Was dieser Server sieht, was ein Link ist, und was zu tun ist, wenn ein Schlüssel verloren ist',
  accessibility: 'Was Sealdrop dafür tut, allen offenzustehen',
};

export const language: Catalogue['language'] = {
  label: 'Sprache',
  asBrowser: 'Wie der Browser',
};

export const serviceWorker: Catalogue['serviceWorker'] = {
  heading: 'Service Worker',
  about:
    'Ein kleines Programm dieser Website, das der Browser behält. In manchen Browsern werden große Dateien durch es gespeichert; es bewahrt auch die Seite für die Zeit ohne Netz auf und nimmt an, was andere Apps teilen. Verhalten sich Seiten oder Downloads nicht, wie sie sollen, entferne es mit allem, was es behalten hat: Der nächste große Download bringt ein neues mit.',
  instead:
    'Deine Schlüssel, Kontakte und Freigaben bleiben. Stattdessen im Browser die Daten dieser Website zu löschen, würde sie alle löschen: Exportiere vorher eine Sicherung von jedem Schlüsselpaar.',
  remove: 'Service Worker entfernen',
  removed:
    'Entfernt. Lade die offenen Seiten dieser Website neu. Teile aus anderen Apps nichts mit Sealdrop, bis du wieder „Offline behalten“ gedrückt hast: Es ginge unversiegelt an den Server, und der nimmt es nicht an.',
};
