/** German texts of the inbox and of request pages. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';
import { formatDate, formatDuration, formatNumber, plural } from '../format.ts';

export const inbox: Catalogue['inbox'] = {
  region: 'Posteingang',
  loading: 'Was dir gesendet wurde, wird geöffnet.',
  noKeyTitle: 'Kein Schlüsselpaar, kein Posteingang.',
  noKeyNext:
    'Mach in den Einstellungen ein Schlüsselpaar und gib seinen Kontaktlink weiter: Was man dir sendet, steht dann hier.',
  emptyTitle: 'Dir wurde nichts gesendet.',
  emptyNext:
    'Gib einen Anfragelink weiter. Was darüber kommt, steht hier und öffnet sich nur mit deinem Schlüssel.',
  settings: 'Zu den Einstellungen',
  isNew: 'Neu',
  closed: 'Eine Sendung, die sich nicht öffnet',
  arrived: (seconds) => `Angekommen am ${formatDate(seconds)}`,
  signedAt: (seconds) =>
    `Der Absender hat sie auf den ${formatDate(seconds)} datiert, das weicht um mehr als einen Tag ab. Sie wurde vielleicht zurückgehalten oder noch einmal gesendet.`,
  ends: (seconds) => `Endet am ${formatDate(seconds)}`,
  ending: (seconds) => `Restzeit: ${formatDuration(seconds)}`,
  open: 'Öffnen',
  dismiss: 'Aus der Liste entfernen',
  remove: 'Löschen',
  removeWarning:
    'Die Dateien werden endgültig von dieser Website gelöscht. Was du gespeichert hast, bleibt dir.',
  removeSurely: 'Endgültig löschen',
  keep: 'Behalten',
  closedTitle: (count) =>
    plural(count, {
      one: `${formatNumber(count)} Sendung öffnet sich nicht mit den Schlüsseln in diesem Browser.`,
      other: `${formatNumber(count)} Sendungen öffnen sich nicht mit den Schlüsseln in diesem Browser.`,
    }),
  closedNext:
    'Für andere Schlüssel versiegelt, oder beschädigt. Wer deinen Link hat, und auch dieser Server, kann so etwas senden.',
  closedShow: 'Zeigen, was sich nicht öffnet',
  closedHide: 'Verbergen, was sich nicht öffnet',
  dismissAll: 'Aus der Liste entfernen, was sich nicht öffnet',
  waitingTitle: (count) =>
    plural(count, {
      one: `${formatNumber(count)} Sendung konnte noch nicht geöffnet werden.`,
      other: `${formatNumber(count)} Sendungen konnten noch nicht geöffnet werden.`,
    }),
  waitingNext:
    'Nichts ist verloren. Versuch es noch einmal; manche brauchen vielleicht eine neuere Version dieser Seite.',
  waitingShow: 'Zeigen, was wartet',
  waitingHide: 'Verbergen, was wartet',
  again: 'Erneut versuchen',
  range: (from, to, count) => `${formatNumber(from)} bis ${formatNumber(to)} von ${formatNumber(count)}`,
  pagers: {
    open: { newer: 'Neuere Sendungen', older: 'Ältere Sendungen' },
    waiting: { newer: 'Neuere, die warten', older: 'Ältere, die warten' },
    closed: { newer: 'Neuere, die sich nicht öffnen', older: 'Ältere, die sich nicht öffnen' },
  },
};

export const request: Catalogue['request'] = {
  pageTitle: 'Dateien senden',
  loading: 'Es wird nachgesehen, wem dieser Link gehört.',
  heading: (name) => `Dateien an ${name} senden`,
  purpose: (name) =>
    `Sie werden in diesem Browser für ${name} allein versiegelt, bevor sie ihn verlassen. Du brauchst keinen Schlüssel und kein Konto.`,
  purposeSelf: 'Das ist dein eigener Link. Gib ihn weiter; was darüber kommt, steht in deinem Posteingang.',
  verified: 'Du hast diesen Fingerabdruck verglichen.',
  known: 'Unter deinen Kontakten, noch nicht verifiziert.',
  named:
    'Diese Person hat den Namen selbst gewählt. Kommt es darauf an, vergleiche mit ihr den Fingerabdruck auf einem anderen Weg.',
  fingerprint: 'Fingerabdruck',
  choices: 'Nachricht und Ablauf',
  first: 'Wähle das zuerst: Eine Sendung lässt sich danach nicht mehr ändern, nur noch stoppen und löschen.',
  expires: 'Gültig für',
  message: 'Nachricht',
  messageHint: 'Versiegelt wie die Dateien.',
  invitation: (name) => `Zieh Dateien oder Ordner für ${name} hierher`,
  keepOpen:
    'Lass diesen Tab offen, bis hier „Zugestellt“ steht. Ein verlassener Upload wartet hier auf dieselben Dateien.',
  done: 'Zugestellt',
  after:
    'Es wartet im Posteingang der Person, und nur ihr Schlüssel öffnet es. Du kannst diese Seite schließen.',
  again: 'Etwas anderes senden',
  pasteWrong: 'Das ist kein Anfragelink. In der Mitte hat er /to/ und nahe am Ende ein #.',
  stoppedBefore: 'Was schon hochgeladen war, ist gelöscht. Nichts ist angekommen.',
  stoppedAfter: 'Es ist aus dem Posteingang der Person gelöscht. Was sie schon gespeichert hat, bleibt ihr.',
};
