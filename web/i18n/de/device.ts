/** German texts of the app on a device: without the server, shared into by other apps, reading QR codes. A part of the catalogue. */
import type { Catalogue } from '../catalogue.ts';

export const device: Catalogue['device'] = {
  sharedText: 'Geteilter Text.txt',
  away: {
    label: 'Der Server',
    next: 'Pakete und ältere Dateien lassen sich trotzdem öffnen, ganz ohne Server. Senden und das Öffnen von Links warten, bis er wieder da ist.',
  },
  shared: {
    label: 'Mit Sealdrop geteilt',
    asking: 'Das versiegeln und senden?',
    askingNext:
      'Es wurde dieser Seite von außen übergeben, und noch hat nichts davon diesen Browser verlassen. Hast nicht du es geteilt, dann verwirf es.',
    send: 'Versiegeln und senden',
    lost: {
      title: 'Was geteilt wurde, ist nicht mehr da.',
      next: 'Es wartet nur eine Minute auf diese Seite, und nur im Arbeitsspeicher. Teile es noch einmal, oder wähle es unten aus.',
    },
    notTaken: {
      title: 'Was geteilt wurde, wurde nicht angenommen.',
      next: 'Der Teil von Sealdrop, der es entgegennimmt, ist in diesem Browser nicht mehr installiert. Darum ging es an den Server, über die verschlüsselte Verbindung, aber nicht versiegelt. Der Server behält und liest nichts davon. In den Einstellungen bringt „Offline behalten“ diesen Teil zurück. Teile es dann noch einmal, oder wähle es unten aus.',
    },
  },
  offline: {
    heading: 'Ohne Netz',
    about:
      'Dieser Browser kann die Seite selbst behalten, damit sie sich ohne Netz öffnet und auch dort Pakete und ältere Dateien öffnet. Mit Netz kommt die Seite immer vom Server.',
    sharing:
      'Als App installiert nimmt Sealdrop durch denselben Service Worker auch an, was du aus anderen Apps teilst.',
    keep: 'Offline behalten',
    kept: 'Wird behalten. Jede neue Version tritt an die Stelle der vorigen.',
  },
  reader: {
    scan: 'QR-Code scannen',
    stop: 'Kamera ausschalten',
    preview: 'Was die Kamera sieht',
    asking: 'Der Browser fragt, ob diese Seite die Kamera verwenden darf.',
    live: 'Halte den QR-Code ins Bild. Er wird in diesem Browser gelesen; nichts wird aufgezeichnet oder gesendet.',
    problems: {
      denied:
        'Der Browser lässt diese Seite die Kamera nicht verwenden. Erlaube es in den Einstellungen des Browsers, oder verwende ein Bild des Codes.',
      none: 'Hier gibt es keine Kamera. Verwende ein Bild des Codes.',
      busy: 'Die Kamera antwortet nicht: Vielleicht verwendet sie gerade ein anderes Programm. Schließe es, oder verwende ein Bild des Codes.',
    },
  },
};
