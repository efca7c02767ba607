/** German texts of the accessibility statement, which are loaded with that page. */
import type { AccessibilityTexts } from '../long-catalogues.ts';

export const accessibility: AccessibilityTexts = {
  heading: 'Für alle, und wie weit das stimmt.',
  aim: {
    heading: 'Woran es gemessen wird',
    text: 'An den Richtlinien für barrierefreie Webinhalte (WCAG) 2.2, Stufe AA. Nach den Tests des Projekts erfüllt es sie; diese Erklärung stützt sich allein auf diese Tests.',
  },
  tests: {
    heading: 'Wie das geprüft wird',
    items: [
      'axe, ein Programm, das Barrieren sucht, geht jede Seite in ihren Zuständen durch, hell und dunkel, bei 1440 Pixeln Breite und bei 320; so breit ist ein Fenster von 1280, wenn es auf 400 Prozent vergrößert wird. Das geschieht in Chromium.',
      'Senden, Öffnen, ein Schlüsselpaar anlegen, Suchen und Rückgängigmachen gehen allein mit der Tastatur.',
      'Der Kontrast jedes Farbpaars wird berechnet: mindestens 4,5 zu 1 für Text, 3 zu 1 für die Ränder von Bedienelementen.',
      'Die wichtigsten Abläufe laufen in Chromium, Firefox und WebKit und finden alles an seiner Rolle und seinem Namen, so wie ein Screenreader.',
      'Wo das System weniger Bewegung verlangt, bewegt sich nichts.',
    ],
  },
  known: {
    heading: 'Was nicht gut ist, oder nicht bekannt',
    items: [
      'Kein Test benutzt einen Screenreader, eine Spracheingabe oder eine Schaltersteuerung. Rollen, Namen und Ansagen sind dafür gemacht; wie gut sie denen dienen, die darauf angewiesen sind, zeigen die Tests nicht.',
      'In Firefox und WebKit sucht kein Programm nach Barrieren: Dort werden nur die wichtigsten Abläufe geprüft.',
      'Namen von Dateien, Namen von Personen und Nachrichten stehen da, wie sie geschrieben wurden. Die Seite kennt ihre Sprache nicht; ein Screenreader spricht sie vielleicht in der falschen aus.',
      'Fingerabdrücke sind vierzig Ziffern, denn weniger wären nicht sicher. Sie stehen in Fünfergruppen, zum Vorlesen. Siegel und QR-Codes sind Bilder, die nicht mehr sagen als die Worte daneben.',
      'Freigaben enden zu der Zeit, die beim Senden gewählt wurde, und diese Seite kann sie nicht verlängern.',
      'Was man dir sendet, ist so zugänglich, wie es gemacht wurde.',
    ],
  },
  help: {
    heading: 'Wenn dich etwas aussperrt',
    text: 'Schreib an den Betreiber dieser Website; das Projekt hat hier keine eigene Adresse. Sag, auf welcher Seite es war, was du tun wolltest und was du dafür benutzt. Er kann es an das Projekt weitergeben.',
    line: 'Senden, Öffnen, Schlüssel, Kontakte und Posteingang gehen auch im Terminal, mit dem Programm „sealdrop“.',
  },
};
