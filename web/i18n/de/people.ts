/** German texts about people: contacts, who can open a share, who sealed one. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const people: Catalogue['people'] = {
  pageTitle: 'Kontakte',
  heading: 'An wen du namentlich senden kannst.',
  about:
    'Nur in diesem Browser aufbewahrt. Ein Kontaktlink zeigt dir einen Schlüssel; dass er der richtigen Person gehört, zeigt nur der Vergleich seines Fingerabdrucks.',
  link: 'Kontaktlink',
  linkHint: 'Der, den die Person in ihren Einstellungen kopiert hat, oder irgendein Anfragelink von ihr.',
  picture: 'Bild eines QR-Codes verwenden',
  unreadable: 'In diesem Bild ist kein lesbarer QR-Code. Füge stattdessen den Link ein.',
  add: 'Kontakt hinzufügen',
  wrong: 'Das ist kein Kontaktlink. In der Mitte hat er /to/.',
  region: 'Kontakte',
  loading: 'Ein Blick in diesen Browser.',
  emptyTitle: 'Noch niemand.',
  emptyNext:
    'Lass dir von jemandem den Kontaktlink geben. Er wird in den Einstellungen kopiert, neben dem Schlüsselpaar.',
  verified: 'Verifiziert: Du hast den Fingerabdruck verglichen.',
  unverified: 'Noch nicht verifiziert.',
  calls: (name) => `Nennt sich selbst „${name}“.`,
  noDelivery:
    'Du kannst Freigaben namentlich für diese Person machen. Um ihr auch in den Posteingang zu senden, füge sie mit ihrem Kontaktlink noch einmal hinzu.',
  rename: 'Umbenennen',
  name: 'Name',
  nameHint: 'Nur für dich. Leer: wie sich die Person selbst nennt.',
  saveName: 'Namen speichern',
  compare: 'Fingerabdruck vergleichen',
  compareHow:
    'Lass dir den der anderen Person vorlesen, am Telefon oder von Angesicht zu Angesicht, nie auf dem Weg, auf dem der Link kam. Er steht in ihren Einstellungen. Jede Gruppe muss gleich sein.',
  theirs: (name) => `Fingerabdruck von ${name}`,
  yours: (name) => `Deiner (${name}), zum Vergleich für die andere Person`,
  noKey: 'Du hast kein Schlüsselpaar, also gibt es von dir nichts zu vergleichen.',
  verify: 'Als verifiziert markieren',
  unverify: '„Verifiziert“ zurücknehmen',
  remove: 'Entfernen',
  successorTitle: (name) => `${name} hat einen neuen Schlüssel.`,
  successorNext:
    'Der alte Schlüssel hat ihn signiert. Wer den alten Schlüssel gestohlen hätte, hätte das ebenso tun können; vergleiche deshalb den Fingerabdruck des neuen, sobald du gewechselt hast.',
  follow: 'Zum neuen Schlüssel wechseln',
  conflictTitle: (name) => `Zwei neue Schlüssel geben sich beide als ${name} aus.`,
  conflictNext:
    'Einer davon gehört nicht dieser Person. Sende an keinen von beiden etwas, bevor du sie gefragt hast, von Angesicht zu Angesicht oder am Telefon, welcher Fingerabdruck stimmt.',
};

export const access: Catalogue['access'] = {
  group: 'Kontakte',
  hint: 'Wer gewählt ist, öffnet es mit dem Schlüssel im eigenen Browser; die Adresse enthält dann kein Geheimnis.',
  link: 'Wer den Link hat',
  own: (name) => `${name} (dein Schlüssel)`,
  nobody: 'Unter deinen Kontakten ist noch niemand.',
  nobodyLink: 'Jemanden hinzufügen',
  unverified: 'nicht verifiziert',
  removal:
    'Wer herausgenommen wird, kann nach höchstens 5 Minuten nichts mehr von dieser Website holen. Wer es vorher geöffnet hat, hat vielleicht den Schlüssel dazu behalten und behält, was gespeichert wurde. Um jemanden mit Sicherheit auszuschließen, sende eine neue Freigabe.',
  noPassphrase: 'Genannte Personen brauchen keine: Eine Passphrase gehört zum Link.',
  newLink: 'Der Link ist jetzt ein anderer: Kopiere ihn noch einmal für die, die ihn haben sollen.',
  only: 'Nur die Personen, die du genannt hast, können diese Adresse öffnen.',
  onlyKey:
    'Dieser Browser, und jeder andere, der dein Schlüsselpaar hat, kann diese Freigabe ändern oder stoppen.',
  copied: 'Kopiert. Nur die Personen, die du genannt hast, können es öffnen.',
  noName: 'jemand ohne Namen',
  openFor: (names) => `Für ${names}`,
  andLink: (names) => `Für ${names}, und wer den Link hat`,
};

export const sender: Catalogue['sender'] = {
  self: 'Von dir gesendet',
  selfHint: 'Aus deiner eigenen Freigabe zu speichern zählt nicht als Download.',
  by: (name) => `Versiegelt von ${name}`,
  verifiedHint: 'Verifiziert: signiert mit dem Schlüssel, dessen Fingerabdruck du verglichen hast.',
  knownHint:
    'Signiert mit dem Schlüssel dieser Person in deinen Kontakten. Seinen Fingerabdruck hast du noch nicht verglichen.',
  named: (name) => `Nennt sich selbst „${name}“`,
  namedHint:
    'Jeder kann jeden Namen wählen. Vergleiche den Fingerabdruck mit der Person, an die du denkst, bevor du darauf vertraust.',
  takenHint:
    'Unter deinen Kontakten ist jemand mit diesem Namen, und das hier ist ein anderer Schlüssel als der dieser Person. Frag sie auf einem anderen Weg, ob er auch ihr gehört, bevor du darauf vertraust.',
  add: 'Zu Kontakten hinzufügen',
  notIdentified: 'Absender nicht identifiziert',
  notIdentifiedHint:
    'Niemand hat einen Namen daruntergesetzt. Vertrau dem so weit, wie du dem Weg vertraust, auf dem der Link zu dir kam.',
  deliveryHint:
    'Wer deinen Link hat, und auch dieser Server, kann so etwas senden. Vertrau dem nicht mehr als das.',
};
