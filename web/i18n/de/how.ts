/** German texts of "How it works", which are loaded with that page. */
import type { HowTexts } from '../long-catalogues.ts';

export const how: HowTexts = {
  heading: 'Hier versiegelt, dort geöffnet, dazwischen verschlossen.',
  about:
    'Welchen Weg deine Dateien nehmen, wer was von ihnen sehen kann, und was dir das hier nicht abnimmt.',
  way: {
    heading: 'Der Weg eines Bytes',
    drawing:
      'Eine Zeichnung. Auf der einen Seite versiegelt dein Browser die Dateien. Verschlossen kommen sie in den Speicher dieser Website, und von dort, immer noch verschlossen, in den Browser dessen, der sie öffnet. Der Link nimmt einen anderen Weg, um den Speicher herum: Ihn gibst du selbst weiter.',
    steps: [
      {
        title: 'Dein Browser versiegelt.',
        text: 'Dateien werden verschlüsselt, bevor sie dieses Gerät verlassen, samt ihren Namen, ihren Größen und deiner Nachricht, mit einem Schlüssel, der für diese eine Freigabe gemacht wird.',
      },
      {
        title: 'Der Speicher hält sie verschlossen.',
        text: 'Dieser Server und sein Speicher bekommen nur Chiffretext. Ein Schlüssel dazu geht nie an sie.',
      },
      {
        title: 'Du gibst den Link weiter.',
        text: 'Per Mail, per Chat, als QR-Code: Den Weg wählst du. Der Schlüssel steht im Link, hinter dem #. Eine Freigabe für genannte Personen hat keinen Schlüssel in der Adresse: Sie öffnet sich mit den Schlüsselpaaren in deren Browsern.',
      },
      {
        title: 'Der andere Browser öffnet.',
        text: 'Er holt die verschlossenen Stücke und vergleicht jedes mit dem, was dein Browser signiert hat, bevor er etwas davon behält. Gespeichert ist erst, wenn auch das letzte Stück gestimmt hat.',
      },
    ],
  },
  sees: {
    heading: 'Was dieser Server sieht',
    items: [
      'Wie groß eine Freigabe ist, alle ihre Dateien zusammen und um höchstens 12 Prozent aufgerundet, und damit, in wie vielen Stücken sie kommt. Dasselbe von der Liste ihrer Dateien.',
      'Wann sie gesendet, geändert und geholt wird, wie oft sie heruntergeladen wird, und wann sie endet.',
      'Die Netzwerkadresse eines jeden, dem er antwortet, solange er antwortet. Für seine Grenzen behält er einen Hash der Adresse, mit einem eigenen Schlüssel gebildet, höchstens einen Tag lang. Wer einen Proxy davor betreibt, kann mehr aufschreiben.',
      'Auf wie viele Arten sich eine Freigabe öffnen lässt, aber nicht, von wem. Bei einer Sendung über einen Anfragelink, für wessen Posteingang sie ist.',
      'Von einem Schlüsselpaar die öffentliche Seite: seine öffentlichen Schlüssel und seinen Namen. Nach wessen Schlüsseln ein Browser fragt, und wessen Posteingang er liest.',
      'Nach welchen Freigaben ein Browser zur selben Zeit fragt, wenn er seine Freigaben zeigt.',
    ],
  },
  hidden: {
    heading: 'Was er nicht sieht',
    items: [
      'Was in den Dateien steht, und von jeder Name, Größe, Typ und Datum.',
      'Deine Nachricht, deine Passphrasen, den Schlüssel in einem Link und den privaten Teil deiner Schlüsselpaare.',
      'Wer eine Freigabe gesendet hat: Die Signatur ist mit versiegelt. Wo nur eingetragene Personen senden dürfen, sieht der Server, welcher Schlüssel um Erlaubnis bittet, und könnte beides zusammenbringen.',
    ],
  },
  link: {
    heading: 'Was ein Link ist',
    address: 'Das nennt die Freigabe. Der Server sieht es.',
    key: 'Das ist der Schlüssel: 32 zufällige Bytes und eine Prüfsumme. Browser senden ihn nicht an Server, und diese Seite nimmt ihn aus der Adresszeile, bevor sie irgendetwas anderes tut.',
    items: [
      'Wer den ganzen Link hat, kann die Freigabe öffnen und den Link weitergeben. Ändern, beenden oder in deinem Namen signieren kann er nichts.',
      'Eine Passphrase wird zusätzlich zum Link verlangt, und keines von beiden öffnet ohne das andere etwas. Schick sie also auf verschiedenen Wegen.',
    ],
  },
  seal: {
    heading: 'Siegel und Fingerabdruck',
    items: [
      'Ein Siegel wird aus dem Fingerabdruck eines Schlüssels gezeichnet; derselbe Schlüssel hat also auf jedem Gerät dasselbe Siegel. Es hilft dem Auge und beweist nichts.',
      'Ein Fingerabdruck besteht aus acht Gruppen von fünf Ziffern. Vergleicht sie einmal, am Telefon oder von Angesicht zu Angesicht; von da an kennt dieser Browser den Schlüssel unter dem Namen, den du ihm gegeben hast.',
    ],
    kinds: {
      verified: 'Mit einem Ring: Du hast den Fingerabdruck verglichen.',
      blank: 'Leer: Niemand hat einen Namen dazu gesetzt.',
      broken:
        'Zerbrochen: mit einem anderen Schlüssel signiert als dem, der es sein müsste. Vertrau dem nicht.',
    },
  },
  lost: {
    heading: 'Wenn ein Schlüssel verloren ist',
    items: [
      {
        title: 'Du hast die Sicherung und ihre Passphrase.',
        text: 'Importiere sie in den Einstellungen, in irgendeinem Browser. Was an den Schlüssel gesendet wurde, öffnet sich dort wieder.',
      },
      {
        title: 'Die Passphrase ist vergessen.',
        text: 'Niemand kann sie zurücksetzen. Solange das Schlüsselpaar in einem Browser ist, öffnet es dort weiter, und „Erneuern“ macht ein neues mit einer eigenen Passphrase.',
      },
      {
        title: 'Weder Sicherung noch Browser sind übrig.',
        text: 'Was nur an diesen Schlüssel gesendet wurde und sonst nirgends gespeichert ist, bleibt für immer verschlossen: Einen zweiten Schlüssel hat niemand, auch diese Website nicht. Mach ein neues Schlüsselpaar, gib seinen Kontaktlink weiter und bitte noch einmal um die Dateien.',
      },
      {
        title: 'Jemand anders hat ihn vielleicht.',
        text: 'Erneuere ihn, und bitte deine Kontakte auf einem anderen Weg, den neuen Fingerabdruck zu vergleichen: Auch ein Dieb hätte in deinem Namen einen neuen Schlüssel machen können. Was an den alten Schlüssel gesendet wurde, steht dem offen, der ihn hat und an die Freigabe herankommt.',
      },
      {
        title: 'Ein Link ist verloren.',
        text: 'Kopiere ihn noch einmal unter Freigaben, in dem Browser, der gesendet hat. Eine Freigabe, die kein Schlüsselpaar signiert hat, kann nur dieser Browser ändern oder beenden; sonst endet sie von selbst.',
      },
    ],
  },
  cannot: {
    heading: 'Was das hier nicht kann',
    items: [
      'Die Seite selbst kommt von diesem Server. Ein Server, der dir anderen Code gäbe, könnte lesen, was du damit öffnest und sendest. Die Regeln, unter denen die Seite geladen wird, halten alle anderen fern, nicht den Server, und eine Seite kann sich nicht selbst beweisen. Das Programm für die Kommandozeile, „sealdrop“, kommt nicht von hier.',
      'Dein Browser, seine Erweiterungen und dieses Gerät sehen, was du siehst.',
      'Ein Server kann ablehnen, verzögern, löschen, behalten, was er löschen soll, und Grenzen missachten. Ein Downloadlimit und ein Widerruf binden ehrliche Server.',
      'Wer eine Freigabe öffnen konnte, hat vielleicht ihren Schlüssel behalten und behält, was gespeichert wurde. Um sicherzugehen, mach eine neue Freigabe.',
      'Der Name an einem Schlüssel ist, wie sich jemand selbst nennt. Wessen Schlüssel es ist, zeigt nur der Vergleich des Fingerabdrucks.',
      'Gespeicherte Dateien sind Byte für Byte, was gesendet wurde. Sie können dem Programm schaden, das sie öffnet.',
    ],
    more: 'docs/threat-model.md, im Quelltext von Sealdrop, geht die Angriffe einen nach dem anderen durch.',
  },
};
