/** French texts of the accessibility statement, which are loaded with that page. */
import type { AccessibilityTexts } from '../long-catalogues.ts';

export const accessibility: AccessibilityTexts = {
  heading: 'Pour tout le monde, et jusqu’où c’est vrai.',
  aim: {
    heading: 'Ce à quoi il se mesure',
    text: 'Aux règles pour l’accessibilité des contenus web (WCAG) 2.2, niveau AA. D’après les tests du projet, il s’y conforme ; cette déclaration repose sur ces seuls tests.',
  },
  tests: {
    heading: 'Comment cela est testé',
    items: [
      'axe, un programme qui cherche les obstacles, parcourt chaque page dans ses états, en clair et en sombre, à 1440 pixels de large et à 320, soit ce qui reste d’une fenêtre de 1280 agrandie à 400 pour cent. Il le fait dans Chromium.',
      'Envoyer, ouvrir, créer une paire de clés, chercher et annuler se font au clavier seul.',
      'Le contraste de chaque paire de couleurs est calculé : au moins 4,5 pour 1 pour le texte, 3 pour 1 pour les bords des commandes.',
      'Les parcours principaux sont exécutés dans Chromium, Firefox et WebKit, et y trouvent tout par son rôle et son nom, comme le fait un lecteur d’écran.',
      'Là où le système demande moins d’animations, rien ne bouge.',
    ],
  },
  known: {
    heading: 'Ce qui n’est pas bon, ou pas connu',
    items: [
      'Aucun test n’utilise de lecteur d’écran, de commande vocale ou de contacteur. Les rôles, les noms et les annonces sont faits pour eux ; s’ils servent bien les personnes qui en dépendent, les tests ne le montrent pas.',
      'Dans Firefox et WebKit, aucun programme ne cherche les obstacles : seuls les parcours principaux y sont testés.',
      'Les noms de fichiers, les noms de personnes et les messages restent tels qu’ils ont été écrits. La page n’en connaît pas la langue : un lecteur d’écran peut les prononcer dans la mauvaise.',
      'Les empreintes comptent quarante chiffres, car moins ne serait pas sûr. Elles sont en groupes de cinq, pour être lues à voix haute. Les sceaux et les codes QR sont des images qui ne disent rien de plus que les mots à côté.',
      'Les partages se terminent au moment choisi à l’envoi, et cette page ne peut pas le repousser.',
      'Ce que l’on vous envoie est aussi accessible qu’on l’a fait.',
    ],
  },
  help: {
    heading: 'Si quelque chose vous arrête',
    text: 'Écrivez au responsable de ce site ; le projet n’a pas d’adresse à lui ici. Dites sur quelle page c’était, ce que vous vouliez faire et ce que vous utilisez pour cela. Il peut le transmettre au projet.',
    line: 'Envoyer, ouvrir, les clés, les contacts et la boîte de réception marchent aussi dans un terminal, avec le programme « sealdrop ».',
  },
};
