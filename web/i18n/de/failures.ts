/** German words for every cause that a person meets: what happened, and what to do. A part of the catalogue. */
import type { EndReason } from '../../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { formatBytes, formatDuration, formatNumber, formatWait, plural } from '../format.ts';
import { olderFailures } from './older.ts';
import { packageFailures } from './package.ts';

const ended = {
  expired: 'Diese Freigabe ist beendet: Sie ist abgelaufen.',
  revoked: 'Diese Freigabe ist beendet: Der Absender hat sie widerrufen.',
  limit: 'Diese Freigabe ist beendet: Das Downloadlimit ist erreicht.',
  blocked: 'Diese Freigabe ist beendet: Der Betreiber dieser Website hat sie gesperrt.',
} satisfies Record<EndReason, string>;

/** A day of the server's begins at midnight UTC. */
const dayEnds = (retryAfter: number | undefined): string =>
  retryAfter === undefined
    ? 'Verteil es auf mehrere Tage'
    : `Alle, die deine Verbindung teilen, zählen mit. Versuch es in ${formatWait(retryAfter)} noch einmal`;

export const failures: Catalogue['failures'] = {
  'link-cut': () => ({
    title: 'Dieser Link ist unvollständig.',
    next: 'Ein Teil davon ging unterwegs verloren; manche Mailprogramme tun das. Lass ihn dir noch einmal geben, oder füge hier den ganzen Link ein.',
  }),
  'not-found': () => ({
    title: 'Unter dieser Adresse gab es nie eine Freigabe.',
    next: 'Vergleiche den Link mit dem, den du bekommen hast, oder lass ihn dir vom Absender noch einmal geben.',
  }),
  'not-complete': () => ({
    title: 'Diese Freigabe wird noch hochgeladen.',
    next: 'Lass diese Seite offen. Es geht von selbst weiter, sobald der Absender fertig ist.',
  }),
  ended: ({ reason }) => ({
    title: reason ? ended[reason] : 'Diese Freigabe ist beendet.',
    next:
      reason === 'limit'
        ? 'Nur der Absender kann es erhöhen oder eine neue Freigabe machen.'
        : 'Ihre Dateien sind gelöscht. Nur der Absender kann eine neue machen.',
  }),
  'link-replaced': () => ({
    title: 'Der Absender hat geändert, wer das öffnen kann.',
    next: 'Dein Link hat vorher gegolten. Bitte den Absender um den neuen.',
  }),
  'not-addressed': () => ({
    title: 'Diese Freigabe ist für andere Schlüssel als die in diesem Browser.',
    next: 'Öffne sie in dem Browser, der den Schlüssel hat, oder bitte den Absender um einen Link.',
  }),
  'wrong-passphrase': () => ({
    title: 'Diese Passphrase öffnet es nicht.',
    next: 'Großbuchstaben und Leerzeichen zählen. Frag den Absender, wenn du nicht sicher bist.',
  }),
  'wrong-backup-passphrase': () => ({
    title: 'Diese Passphrase öffnet diese Schlüsseldatei nicht.',
    next: 'Gebraucht wird die, die beim Speichern des Schlüssels gewählt wurde, nicht die einer Freigabe. Großbuchstaben und Leerzeichen zählen. Niemand kann sie zurücksetzen.',
  }),
  'key-missing': () => ({
    title: 'Das Schlüsselpaar, das dafür nötig ist, ist nicht mehr in diesem Browser.',
    next: 'Importiere seine Sicherung in den Einstellungen, dann versuch es noch einmal.',
  }),
  'other-key': () => ({
    title: 'Diese Datei ist die Sicherung eines anderen Schlüsselpaars.',
    next: 'Wähle die Datei, die gespeichert wurde, als dieses Schlüsselpaar entstand.',
  }),
  'card-missing': () => ({
    title: 'Die Schlüsselkarte einer Person, die das öffnen kann, ist nicht zu bekommen.',
    next: 'Es wurde nichts geändert, damit niemand ausgelassen wird. Füge die Person unter „Kontakte“ mit ihrem Kontaktlink hinzu, oder nimm sie heraus.',
  }),
  'card-absent': () => ({
    title: 'Die Schlüsselkarte dieser Person ist nicht auf diesem Server.',
    next: 'Ihr Browser hat sie noch nicht gesendet, oder der Link gehört zu einer anderen Website. Bitte sie, online die Einstellungen auf dieser Website zu öffnen und den Link dort noch einmal zu kopieren.',
  }),
  'card-changed': () => ({
    title: 'Der Server gab eine andere Schlüsselkarte heraus als die verlangte.',
    next: 'Niemand wurde hinzugefügt, und nichts wurde für diesen Schlüssel versiegelt: Er könnte einer fremden Person gehören. Versuch es später noch einmal. Geschieht es wieder, sag es auf einem anderen Weg der Person, deren Schlüssel es sein sollte, und dem Betreiber dieser Website.',
  }),
  'successor-changed': () => ({
    title: 'Was der Server über den neuen Schlüssel dieser Person sagt, hat sich geändert.',
    next: 'Du bist zu keinem gewechselt. Lade diese Seite neu und sieh noch einmal hin; frag die Person, welcher Schlüssel ihr gehört, bevor du zu einem wechselst.',
  }),
  'person-missing': () => ({
    title: 'Diese Person ist nicht mehr unter deinen Kontakten.',
    next: 'Sie wurde entfernt, vielleicht in einem anderen Tab. Füge sie mit ihrem Kontaktlink wieder hinzu.',
  }),
  'too-many-links': ({ limit }) => ({
    title:
      limit === undefined
        ? 'Es gibt schon so viele Anfragelinks, wie es geben kann.'
        : plural(limit, {
            one: `Es gibt schon ${formatNumber(limit)} Anfragelink.`,
            other: `Es gibt schon ${formatNumber(limit)} Anfragelinks.`,
          }),
    next: 'Widerrufe einen, der ausgedient hat, dann mach den neuen.',
  }),
  'vault-full': () => ({
    title: 'Dieser Browser hat keinen Platz mehr, um das aufzubewahren.',
    next: 'Es wurde nicht ausgeführt, und nichts bisher Aufbewahrtes ging verloren. Schaff Platz auf diesem Gerät, oder lösch in den Einstellungen des Browsers die Daten anderer Websites, dann versuch es noch einmal.',
  }),
  'vault-closed': () => ({
    title: 'Dieser Browser lässt diese Seite nichts aufbewahren.',
    next: 'Nichts wurde getan oder gesendet. Schlüssel, Kontakte und was du sendest, müssen hier aufbewahrt werden; manche privaten Fenster verweigern das, ebenso Browser, die Cookies oder Websitedaten blockieren. Erlaub sie für diese Website, oder nimm ein gewöhnliches Fenster.',
  }),
  'vault-failed': () => ({
    title: 'Dieser Browser konnte nicht lesen oder schreiben, was er für diese Seite aufbewahrt.',
    next: 'Es wurde nicht ausgeführt. Schließ andere Tabs dieser Website und lade diese Seite neu; bleibt es so, starte den Browser neu.',
  }),
  'unsupported-key': () => ({
    title: 'Diese Art von Schlüssel kann hier nicht verwendet werden.',
    next: 'Sealdrop nimmt seine eigenen Sicherungen und private Schlüssel auf der Kurve P-384 in PEM-Form (PKCS#8 oder SEC1), wie OpenSSL sie erzeugt. Wähle eine solche Datei, oder mach ein neues Schlüsselpaar.',
  }),
  'inbox-closed': () => ({
    title: 'Dieser Anfragelink ist beendet oder wurde zurückgezogen.',
    next: 'Es wurde nichts gesendet. Bitte die Person, von der du ihn hast, um einen neuen.',
  }),
  'inbox-full': () => ({
    title: 'Der Posteingang hinter diesem Anfragelink ist voll.',
    next: 'Es wurde nichts gesendet. Versuch es später noch einmal, oder bitte die Person, von der du ihn hast, Platz zu schaffen oder dir einen neuen Link zu geben.',
  }),
  'requests-off': () => ({
    title: 'Diese Website nimmt keine Sendungen über Anfragelinks an.',
    next: 'Ihr Betreiber hat sie abgeschaltet. Es wurde nichts gesendet: Frag nach einem anderen Weg, oder schick selbst einen Link.',
  }),
  'not-listed': () => ({
    title: 'Diese Website nimmt Dateien nur von Personen an, die ihr Betreiber eingetragen hat.',
    next: 'Es wurde nichts gesendet. Gib dem Betreiber den Fingerabdruck deines Schlüsselpaars, der in den Einstellungen steht; sobald er eingetragen ist, versuch es noch einmal.',
  }),
  'wrong-upload-token': () => ({
    title: 'Diese Website nimmt Dateien nur von denen an, die ihr Upload-Token haben.',
    next: 'Es wurde nichts gesendet. Gib das Token ein, das du von ihrem Betreiber bekommen hast; dieser Browser bewahrt es auf, versiegelt.',
  }),
  'daily-bytes': ({ limit, retryAfter }) => ({
    title:
      limit === undefined
        ? 'Diese Website nimmt an einem Tag nicht mehr Daten von einer Adresse an.'
        : `Diese Website nimmt an einem Tag höchstens ${formatBytes(limit)} von einer Adresse an.`,
    next: `Es wurde nichts gesendet. ${dayEnds(retryAfter)}, oder sende weniger.`,
  }),
  'daily-shares': ({ limit, retryAfter }) => ({
    title:
      limit === undefined
        ? 'Diese Website nimmt an einem Tag nicht mehr Freigaben von einer Adresse an.'
        : plural(limit, {
            one: `Diese Website nimmt an einem Tag höchstens ${formatNumber(limit)} Freigabe von einer Adresse an.`,
            other: `Diese Website nimmt an einem Tag höchstens ${formatNumber(limit)} Freigaben von einer Adresse an.`,
          }),
    next: `Es wurde nichts gesendet. ${dayEnds(retryAfter)}.`,
  }),
  damaged: () => ({
    title: 'Was der Speicher zurückgab, ist nicht, was gesendet wurde.',
    next: 'Es wurde nichts gespeichert. Versuch es noch einmal; geschieht es wieder, bitte den Absender, die Dateien neu zu senden.',
  }),
  'sender-changed': () => ({
    title: 'Das ist mit einem anderen Schlüssel signiert als dem, für den dieser Link steht.',
    next: 'Vertrau diesen Dateien nicht. Bitte den Absender, auf einem anderen Weg, um einen neuen Link.',
  }),
  'rolled-back': () => ({
    title: 'Der Server zeigte einen älteren Stand dieser Freigabe als den, den du schon gesehen hast.',
    next: 'Es wurde nichts geöffnet. Lade die Seite nach einer Weile neu; bleibt es so, frag den Absender, ob er die Freigabe geändert hat.',
  }),
  'file-changed': ({ file }) => ({
    title: `${file ?? 'Eine Datei'} hat sich während des Hochladens geändert.`,
    next: 'Eine Freigabe enthält nie eine Mischung aus zwei Fassungen. Fang noch einmal an, um die neue Fassung zu senden.',
  }),
  'file-unreadable': ({ file }) => ({
    title: `${file ?? 'Eine Datei'} lässt sich nicht lesen.`,
    next: 'Vielleicht wurde sie verschoben, gelöscht oder von einem anderen Programm gesperrt. Prüfe, ob sie sich auf diesem Gerät öffnet, dann versuch es noch einmal.',
  }),
  'files-missing': ({ file }) => ({
    title: file ? `${file} ist nicht dabei.` : 'Die Dateien dieses Uploads werden noch einmal gebraucht.',
    next: 'Nichts ging verloren. Wähle noch einmal alle Dateien dieses Uploads, den ganzen Ordner, wenn es einer war.',
  }),
  'in-other-tab': () => ({
    title: 'Dieser Upload läuft in einem anderen Tab dieses Browsers.',
    next: 'Sieh dort nach, oder schließ jenen Tab und drück noch einmal „Fortsetzen“.',
  }),
  'saving-in-other-tab': () => ({
    title: 'Das wird in einem anderen Tab dieses Browsers gespeichert.',
    next: 'Sieh dort nach, oder schließ jenen Tab und versuch es hier noch einmal.',
  }),
  'place-lost': () => ({
    title: 'Die Datei, die du dafür gewählt hast, lässt sich nicht mehr schreiben.',
    next: 'Sie wurde verschoben oder gelöscht, oder der Browser erlaubt es nicht. Was angekommen ist, bleibt erhalten: Drück „Weiter speichern“ und wähle einen anderen Ort.',
  }),
  'too-large': ({ limit }) => ({
    title: limit === undefined ? 'Das ist zu groß.' : `Das ist mehr als ${formatBytes(limit)}.`,
    next: 'Es wurde nichts gesendet. Diese Website nimmt keine größere Freigabe an: Sende die Dateien in mehreren Freigaben.',
  }),
  'too-many-files': ({ limit }) => ({
    title:
      limit === undefined
        ? 'Das sind zu viele Dateien.'
        : plural(limit, {
            one: `Das ist mehr als ${formatNumber(limit)} Datei.`,
            other: `Das sind mehr als ${formatNumber(limit)} Dateien.`,
          }),
    next: 'Es wurde nichts gesendet. Pack sie vorher in ein Archiv, oder sende sie in mehreren Freigaben.',
  }),
  'too-large-to-save': ({ limit }) => ({
    title: `Dieser Browser kann nicht sicher mehr als ${formatBytes(limit ?? 0)} auf einmal speichern.`,
    next: 'Es wurde nichts gespeichert, und die Freigabe ist wie zuvor. Speichere die Dateien einzeln, wo sie kleiner sind, oder öffne denselben Link in Chrome, Edge oder einem anderen Chromium-Browser auf einem Computer, wo direkt auf die Festplatte geschrieben wird, oder mit dem Befehl „sealdrop open“.',
  }),
  'download-stopped': () => ({
    title: 'Der Browser hat den Download abgebrochen.',
    next: 'Was er unter deinen Downloads hinterlassen hat, ist nicht vollständig: Lösch es, dann speichere noch einmal. Lass diesen Tab solange im Vordergrund.',
  }),
  'needs-newer': () => ({
    title: 'Das wurde mit einer neueren Version von Sealdrop gemacht.',
    next: 'Lade diese Seite neu. Hilft das nicht, bitte den Betreiber dieser Website, sie zu aktualisieren.',
  }),
  'insecure-origin': () => ({
    title: 'Diese Seite braucht HTTPS.',
    next: 'Ohne HTTPS (oder localhost) gibt der Browser keine Kryptografie her, also ließe sich nichts versiegeln. Öffne dieselbe Adresse mit https:// davor, oder frag den Betreiber dieser Website.',
  }),
  'server-unreachable': () => ({
    title: 'Der Server ist nicht erreichbar.',
    next: 'Prüfe deine Verbindung, dann versuch es noch einmal. Gehen andere Websites, ist diese vielleicht für eine Weile ausgefallen.',
  }),
  'rate-limited': ({ retryAfter }) => ({
    title: 'Das war zu oft in kurzer Zeit.',
    next: `Der Server bittet um Geduld. Versuch es in ${retryAfter === undefined ? 'einer Minute' : formatDuration(retryAfter)} noch einmal.`,
  }),
  'storage-full': ({ limit }) => ({
    title: 'Der Speicher dieser Website ist voll.',
    next:
      limit === undefined
        ? 'Vorerst kann nichts mehr gesendet werden. Versuch es später, oder sag es dem Betreiber dieser Website.'
        : `Sie bewahrt höchstens ${formatBytes(limit)} von allen Freigaben zusammen auf, und das passt nicht mehr hinein. Sende weniger, versuch es später, oder sag es dem Betreiber dieser Website.`,
  }),
  'no-space': () => ({
    title: 'Auf diesem Gerät ist kein Platz mehr.',
    next: 'Es wurde nichts gespeichert. Schaff Platz, dann speichere noch einmal.',
  }),
  'clock-wrong': () => ({
    title: 'Die Uhr dieses Geräts geht falsch.',
    next: 'Stell Datum und Uhrzeit ein (am besten automatisch, über das Netz), dann lade diese Seite neu.',
  }),
  'wrong-signature': () => ({
    title: 'Der Server nimmt die Signatur deines Schlüssels nicht an.',
    next: 'Lade diese Seite neu und versuch es noch einmal. Bleibt es so, sag es dem Betreiber dieser Website: Die Website hat vielleicht deine Schlüsselkarte verloren.',
  }),
  'other-origin': ({ origin }) => ({
    title: 'Diese Seite wurde unter einer anderen Adresse geöffnet als der des Servers.',
    next: `Schlüssel, Anfragelinks und der Posteingang gehen nur unter ${origin ?? 'der Adresse, die der Betreiber festgelegt hat'}. Öffne diese Website dort. Hier gemachte Schlüsselpaare lassen sich mit ihrer Sicherung mitnehmen.`,
  }),
  ...olderFailures,
  ...packageFailures,
  cancelled: () => ({
    title: 'Das wurde abgebrochen.',
    next: 'Nichts wurde behalten. Du kannst jederzeit neu beginnen.',
  }),
  unexpected: () => ({
    title: 'Etwas ging schief, das nicht schiefgehen sollte.',
    next: 'Lade diese Seite neu und versuch es noch einmal. Bleibt es so, sag dem Betreiber dieser Website, was du vorher getan hast.',
  }),
};
