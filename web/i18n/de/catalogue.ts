/**
 * Every text of the interface, in German. One word for one thing throughout: share is Freigabe, delivery Sendung,
 * request link Anfragelink, backup Sicherung, site Website, page Seite; sealed is versiegelt, and nothing else is. What is
 * dismissed is taken off the list (aus der Liste entfernen): ausblenden would promise that it comes back.
 */
import type { Catalogue } from '../catalogue.ts';
import {
  formatBytes,
  formatDate,
  formatDuration,
  formatNumber,
  formatPercent,
  plural,
  visibleName,
} from '../format.ts';
import { device } from './device.ts';
import { failures } from './failures.ts';
import { first as words } from './first.ts';
import { hints } from './hints.ts';
import { inbox, request } from './inbox.ts';
import { finding, undo } from './lists.ts';
import { older } from './older.ts';
import { packages } from './package.ts';
import { access, people, sender } from './people.ts';
import { preview } from './preview.ts';
import {
  about,
  appearance,
  keyDialogs,
  keyPair,
  language,
  requestLinks,
  serviceWorker,
  settings,
} from './settings.ts';

const files = (count: number): string =>
  plural(count, { one: `${formatNumber(count)} Datei`, other: `${formatNumber(count)} Dateien` });

const downloads = (count: number): string =>
  plural(count, { one: `${formatNumber(count)} Download`, other: `${formatNumber(count)} Downloads` });

export const de: Catalogue = {
  device,
  failures,
  settings,
  keyPair,
  keyDialogs,
  requestLinks,
  appearance,
  serviceWorker,
  about,
  people,
  access,
  sender,
  inbox,
  older,
  packages,
  preview,
  request,
  finding,
  undo,
  hints,
  language,
  nameless: (digits) => `Schlüssel ${digits}`,
  shell: {
    product: 'Sealdrop',
    navigation: words.navigation,
    send: words.send,
    shares: words.shares,
    people: words.people,
    settings: words.settings,
    about: 'Über diese Website',
    how: 'So funktioniert es',
    accessibility: 'Barrierefreiheit',
    reload: 'Neu laden',
    missing: 'Diese Seite konnte nicht geladen werden.',
    missingNext:
      'Vielleicht fehlt die Verbindung, oder diese Website wurde erneuert, seit du sie geöffnet hast. Was in diesem Tab läuft, geht weiter: lade neu, wenn es fertig ist.',
    title: (page) => `${page} · Sealdrop`,
    uploadingTitle: (percent) => `${formatPercent(percent)} · Sealdrop`,
  },
  lifetimes: {
    3600: '1 Stunde',
    86400: '1 Tag',
    604800: '7 Tage',
    2592000: '30 Tage',
    31536000: '1 Jahr',
  },
  send: {
    pageTitle: 'Dateien senden',
    heading: words.heading,
    purpose: words.purpose,
    invitation: 'Zieh Dateien oder Ordner irgendwo in dieses Fenster',
    letGo: 'Loslassen, um zu versiegeln und zu senden',
    or: 'oder füge sie ein, oder wähle',
    files: 'Dateien zum Senden',
    folder: 'Ordner zum Senden',
    limit: (bytes) => `Bis zu ${formatBytes(bytes)} auf einmal.`,
    dayLimit: (bytes, shares) => {
      const parts = [
        ...(bytes === undefined ? [] : [formatBytes(bytes)]),
        ...(shares === undefined
          ? []
          : [
              plural(shares, {
                one: `${formatNumber(shares)} Freigabe`,
                other: `${formatNumber(shares)} Freigaben`,
              }),
            ]),
      ];
      return parts.length === 0 ? '' : `Höchstens ${parts.join(' und ')} pro Tag von einer Adresse.`;
    },
    listed: 'Nur Personen, die der Betreiber dieser Website eingetragen hat, können senden.',
    defaults: (seconds, count) =>
      `Links gelten ${formatDuration(seconds)} und für höchstens ${downloads(count)}; beides kannst du danach ändern.`,
    again: 'Etwas anderes senden',
    againHint: 'Daraus wird eine eigene Freigabe. Frühere laufen weiter und stehen unter „Freigaben“.',
    emptyTitle: 'Darin war nichts zu senden.',
    emptyNext: 'Ordner ohne Dateien werden ausgelassen. Leg mindestens eine Datei ab.',
  },
  uploadToken: {
    label: 'Upload-Token',
    hint: 'Diese Website nimmt Dateien nur von denen an, die es haben; ihr Betreiber gibt es aus. Dieser Browser bewahrt es auf, versiegelt.',
    submit: 'Token verwenden',
    wrong: 'Das ist nicht das Upload-Token dieser Website. Großbuchstaben und Sonderzeichen zählen.',
    kept: 'Das Upload-Token stimmt und bleibt in diesem Browser.',
  },
  upload: {
    headingRunning: 'Gib den Link jetzt weiter. Die Dateien folgen.',
    keepOpen:
      'Lass diesen Tab offen, bis hier „Bereit“ steht. Ein verlassener Upload wartet hier auf dieselben Dateien.',
    unfinished: 'Noch nicht fertig',
    waitsForFiles: (count) =>
      count === 1
        ? 'Der Upload wurde unterbrochen. Drück „Fortsetzen“ und wähle dieselbe Datei: Nur was fehlt, wird gesendet.'
        : 'Der Upload wurde unterbrochen. Drück „Fortsetzen“ und wähle dieselben Dateien: Nur was fehlt, wird gesendet.',
    waitsForFolder:
      'Der Upload wurde unterbrochen. Drück „Fortsetzen“ und wähle denselben Ordner: Nur was fehlt, wird gesendet.',
    resume: 'Fortsetzen',
    pause: 'Pausieren',
    goOn: 'Weiter hochladen',
    paused:
      'Es wird nichts gesendet, bis du weiter hochlädst. Der Link funktioniert, und wer ihn hat, wartet.',
    headingReady: 'Versiegelt und bereit zum Weitergeben.',
    headingStopped: 'Diese Freigabe ist gestoppt und gelöscht.',
    headingNotDeleted: 'Hier gestoppt, aber noch nicht gelöscht.',
    headingFailed: 'Diese Freigabe ist nicht durchgekommen.',
    preparing: 'Deine Auswahl wird gelesen',
    status: 'Übertragung',
    phases: {
      sealing: 'Wird versiegelt und hochgeladen',
      finishing: 'Wird abgeschlossen',
      ready: 'Bereit',
      reconnecting: 'Wird neu verbunden',
      paused: 'Pausiert',
      stopped: 'Gestoppt',
      failed: 'Fehlgeschlagen',
    },
    progress: 'Upload-Fortschritt',
    amount: (done, total) => `${formatBytes(done)} von ${formatBytes(total)}`,
    speed: (perSecond) => `${formatBytes(perSecond)} pro Sekunde`,
    left: (seconds) => `noch etwa ${formatDuration(seconds)}`,
    offline: 'Die Verbindung ist unterbrochen. Sobald sie wieder da ist, geht es von selbst weiter.',
    contents: (first, count) =>
      count === 1
        ? first
        : plural(count - 1, {
            one: `${first} und ${formatNumber(count - 1)} weitere Datei`,
            other: `${first} und ${formatNumber(count - 1)} weitere Dateien`,
          }),
    ends: (seconds) => `Endet am ${formatDate(seconds)}`,
    stop: 'Stoppen und löschen',
    stoppedBefore: 'Was schon hochgeladen war, ist gelöscht, und der Link öffnet nichts.',
    stoppedAfter:
      'Die Dateien sind gelöscht, und der Link öffnet nichts mehr. Ein begonnener Download kann noch bis zu 5 Minuten weiterlaufen; was andere schon gespeichert haben, bleibt bei ihnen.',
    renamedTitle: 'Einige Namen wurden geändert, damit jedes System sie speichern kann:',
    renamed: (from, to) => `${visibleName(from)} -> ${visibleName(to)}`,
  },
  link: {
    label: 'Freigabelink',
    copy: 'Link kopieren',
    copied: (locked) =>
      locked
        ? 'Kopiert. Wer ihn und die Passphrase hat, kann die Dateien öffnen.'
        : 'Kopiert. Wer ihn hat, kann die Dateien öffnen.',
    copyRefused: 'Der Browser hat es nicht erlaubt. Der Link ist markiert: Kopiere ihn mit der Tastatur.',
    soon: 'Einen Moment: Der Server erfährt gerade davon.',
    qr: 'QR-Code anzeigen',
    qrImage: (locked) =>
      locked
        ? 'Richte die Kamera eines Telefons darauf. Wer ihn sieht und die Passphrase kennt, kann die Dateien öffnen.'
        : 'Richte die Kamera eines Telefons darauf. Wer ihn sieht, kann die Dateien öffnen.',
    only: 'Nur dieser Browser kann diese Freigabe ändern oder stoppen. Gehen seine Daten verloren, kann es niemand mehr, bis sie von selbst endet.',
  },
  options: {
    heading: 'Ändere, wie die Freigabe geöffnet werden kann. Die Dateien werden nicht noch einmal gesendet.',
    expires: 'Gültig für',
    unchanged: 'Wie bisher',
    limit: 'Downloadlimit',
    limitHint: 'Leer: keines.',
    passphrase: 'Passphrase',
    passphraseHint: 'Wer den Link öffnet, wird danach gefragt. Teil sie auf einem anderen Weg mit.',
    passphraseSet: 'Eine ist gesetzt. Lass das Feld leer, um sie zu behalten.',
    linkAlone: 'Ab jetzt mit dem Link allein öffnen',
    message: 'Nachricht',
    messageHint: 'Versiegelt wie die Dateien; gezeigt wird sie allen, die diese öffnen.',
    apply: 'Übernehmen',
    unapplied: 'Noch nicht übernommen.',
    applied: 'Übernommen',
    appliedLater: 'Wer vorher Zugriff hatte, behält ihn noch bis zu 5 Minuten.',
    problems: {
      'bad-limit': 'Nimm eine ganze Zahl von 1 bis 1.000.000, oder lass das Feld leer.',
      'long-message': 'Das ist zu lang: höchstens 4.096 Byte, etwa 4.000 Buchstaben.',
      nobody:
        'Niemand könnte sie öffnen. Wähle jemanden, oder lass den Link sie öffnen; um die Freigabe zu beenden, widerrufe sie.',
    },
  },
  open: {
    pageTitle: 'Dateien öffnen',
    zipName: 'Dateien von Sealdrop.zip',
    loading: words.loading,
    loadingNext: words.loadingNext,
    uploadingHeading: 'Der Absender ist noch nicht fertig.',
    uploading: (percent) => `Wird noch hochgeladen, ${formatPercent(percent)}`,
    uploadingNext:
      'Lass diese Seite offen: Es geht von selbst weiter. Nichts wird gezeigt, bevor alles geprüft werden kann.',
    lockedHeading: 'Dafür brauchst du die Passphrase, die der Absender dir gegeben hat.',
    lockedNext: 'Sie öffnet die Dateien auf diesem Gerät; an den Server wird sie nicht gesendet.',
    passphrase: 'Passphrase',
    unlock: 'Entsperren',
    unlocking: 'Wird versucht. Das dauert mit Absicht einen Moment.',
    heading: 'Dateien für dich',
    ends: (seconds) => `Endet am ${formatDate(seconds)}`,
    summary: (count, bytes) => `${files(count)}, ${formatBytes(bytes)}`,
    safe: 'Niemand auf dem Weg, auch diese Website nicht, kann sie lesen oder unbemerkt verändern.',
    note: 'Nachricht',
    files: 'Dateien',
    more: (count) => `${formatNumber(count)} weitere anzeigen`,
    save: 'Speichern',
    saveOne: (path) => `${path} speichern`,
    saveAll: 'Alle speichern',
    asZip: 'Als eine ZIP-Datei.',
    ways: {
      picker: 'Du wählst den Ort. Dort steht nichts, bevor das letzte Byte geprüft ist.',
      'private-file':
        'Dieser Browser lässt eine Seite keinen Ort wählen: Erst wird alles in diesem Browser geprüft, dann kommt es zu deinen Downloads.',
      stream:
        'Dieser Browser lässt eine Seite keinen Ort wählen und hat keinen Platz, um erst alles zu prüfen: Es kommt gleich zu deinen Downloads. Lass diesen Tab offen, und benutze die Datei erst, wenn diese Seite sagt, dass sie geprüft ist.',
      memory:
        'Dieser Browser lässt eine Seite keinen Ort wählen: Es bleibt im Arbeitsspeicher, bis es geprüft ist, und kommt dann zu deinen Downloads.',
      impossible:
        'Dieser Browser hat keinen sicheren Weg, so viel auf einmal zu speichern. Speichere die Dateien einzeln, wo sie kleiner sind, oder öffne denselben Link in Chrome oder Edge auf einem Computer, oder mit dem Befehl „sealdrop open“.',
    },
    progress: 'Download-Fortschritt',
    saving: 'Wird gespeichert. Jedes Stück wird geprüft, bevor es behalten wird.',
    placing: 'Jedes Stück ist geprüft. Nun kommt alles an seinen Platz.',
    reconnecting: 'Die Verbindung ist unterbrochen. Sobald sie wieder da ist, geht es von selbst weiter.',
    cancel: 'Abbrechen',
    unfinished: 'Noch nicht zu Ende gespeichert',
    unfinishedHint: (done, total) =>
      `${formatBytes(done)} von ${formatBytes(total)} sind schon in diesem Browser, und geprüft. Sie bleiben bis zu 7 Tage und werden nicht noch einmal geholt.`,
    continueSave: 'Weiter speichern',
    discardSave: 'Verwerfen',
    saved: 'Gespeichert und geprüft',
    savedHint: (name) => `Jedes Byte in ${name} ist so, wie es versiegelt wurde.`,
    leakedTitle: 'Das Geheimnis dieses Links wurde an den Server gesendet.',
    leakedNext:
      'Ein Programm auf dem Weg, oft ein Mailfilter, hat den Link so verändert, dass sein geheimer Teil sichtbar wurde. Die Dateien lassen sich trotzdem öffnen; bitte den Absender um einen neuen Link, wenn sie vertraulich sind.',
    paste: 'Den ganzen Link einfügen',
    pasteOpen: 'Öffnen',
    pasteWrong: 'Das ist kein Link zu einer Freigabe. In der Mitte hat er /s/ und nahe am Ende ein #.',
    retry: 'Erneut versuchen',
    ownKeys: 'Die Schlüssel in diesem Browser:',
    noKeys: 'In diesem Browser ist kein Schlüsselpaar.',
    toSettings: 'In den Einstellungen ein Schlüsselpaar importieren',
  },
  report: {
    begin: 'Diese Freigabe melden',
    title: 'Diese Freigabe melden',
    explain:
      'Was du schreibst, geht an den Betreiber dieser Website. Er kann nicht in die Dateien hineinsehen, es sei denn, du übergibst unten den Link. Der Absender erfährt es nicht.',
    text: 'Was damit nicht stimmt',
    missing: 'Schreib, was damit nicht stimmt.',
    handOver:
      'Den Link übergeben, damit der Betreiber die Dateien öffnen kann. Gibt es eine Passphrase, schreib sie oben dazu.',
    send: 'Meldung senden',
    doneTitle: 'Deine Meldung ist gesendet',
    done: 'Der Betreiber dieser Website kann sie jetzt lesen. Den Link hat er nicht bekommen.',
    doneWithLink: 'Der Betreiber dieser Website kann sie jetzt lesen und hat den Link.',
    close: 'Schließen',
  },
  shares: {
    pageTitle: 'Freigaben',
    heading: 'Was du gesendet hast, und was dir gesendet wurde.',
    region: 'Gesendet',
    people: 'Kontakte',
    delivery: 'Eine Sendung in den Posteingang von jemandem',
    loading: 'Ein Blick in diesen Browser.',
    emptyTitle: 'Noch nichts.',
    emptyNext:
      'Was du sendest, steht hier: Du kannst seinen Link noch einmal kopieren, es ändern oder widerrufen.',
    emptyLink: 'Mit einer Datei beginnen',
    details: (count, bytes, created) =>
      `${files(count)}, ${formatBytes(bytes)}, gesendet am ${formatDate(created)}`,
    uploading: 'Wird hochgeladen',
    uploadingPercent: (percent) => `Wird hochgeladen, ${formatPercent(percent)}`,
    interrupted:
      'Nicht vollständig, und hier lässt es sich nicht fortsetzen. Widerrufe die Freigabe und sende die Dateien noch einmal.',
    ready: (expires) => `Bereit bis ${formatDate(expires)}`,
    downloaded: (count, expires) =>
      `${count === 1 ? 'Einmal' : `${formatNumber(count)}-mal`} heruntergeladen. Bereit bis ${formatDate(expires)}`,
    ending: (seconds) => `Bereit, Restzeit ${formatDuration(seconds)}`,
    ended: {
      expired: 'Beendet: abgelaufen',
      revoked: 'Beendet: widerrufen',
      limit: 'Beendet: Downloadlimit erreicht',
      blocked: 'Beendet: vom Betreiber dieser Website gesperrt',
    },
    unknown: 'Der Server ist nicht erreichbar, daher weiß niemand, wie es darum steht.',
    notFound: 'Der Server hat diese Freigabe nie angenommen.',
    downloads: (count, limit) =>
      limit === null ? downloads(count) : `${formatNumber(count)} von ${downloads(limit)}`,
    locked: 'Mit Passphrase',
    open: 'Öffnen',
    copy: 'Link kopieren',
    revoke: 'Widerrufen',
    revokeWarning:
      'Sie endet für alle und lässt sich nicht zurückholen. Was schon gespeichert wurde, bleibt bei denen, die es gespeichert haben.',
    revokeSurely: 'Für alle widerrufen',
    dismiss: 'Aus der Liste entfernen',
    change: 'Ändern',
    copyRefused: 'Der Browser hat es nicht erlaubt. Hier steht er, zum Kopieren von Hand.',
    revoked: 'Widerrufen. Zugriff, der schon gegeben war, endet innerhalb von 5 Minuten.',
  },
  notFound: {
    pageTitle: 'Nicht gefunden',
    heading: 'Hier ist keine Seite.',
    next: 'Vielleicht wurde die Adresse abgeschnitten oder falsch eingetippt.',
    downloadHeading: 'Dieser Download ist vorbei.',
    downloadNext:
      'Er kam aus einer Seite, die geschlossen ist. Was davon in deinen Downloads liegt, ist vielleicht nicht vollständig: Lösche es. Öffne den Link noch einmal und speichere von neuem.',
    link: 'Zur ersten Seite',
  },
};
