/** English texts of the accessibility statement, which are loaded with that page. What they say of tests is in docs/testing.md. */
export const accessibility = {
  heading: 'For everybody, and how far that is true.',
  aim: {
    heading: 'What it is held to',
    text: 'The Web Content Accessibility Guidelines (WCAG) 2.2 at level AA. By the tests of the project it conforms to them; this statement rests on those tests alone.',
  },
  tests: {
    heading: 'How that is tested',
    items: [
      'axe, a program that looks for barriers, goes through every page in its states, in light and dark, at 1440 pixels and at 320, which is what a window of 1280 has when it is enlarged to 400 per cent. It does so in Chromium.',
      'Sending, opening, making a key pair, searching and undoing are done by keyboard alone.',
      'The contrast of every pair of colours is computed: at least 4.5 to 1 for text, 3 to 1 for the edges of controls.',
      'The main journeys run in Chromium, Firefox and WebKit, and find everything by its role and its name, as a screen reader does.',
      'Where the system asks for less motion, nothing moves.',
    ],
  },
  known: {
    heading: 'What is not good, or not known',
    items: [
      'No test uses a screen reader, speech input or a switch. Roles, names and announcements are made for them; how well they serve those who depend on one, the tests do not show.',
      'In Firefox and WebKit no program looks for barriers: the main journeys alone are tested there.',
      'Names of files, names of people and messages stand as they were written. The page does not know their language, so a screen reader may pronounce them as its own.',
      'Fingerprints are forty digits, for fewer would not be safe. They stand in groups of five, to be read aloud. Seals and QR codes are pictures that say nothing more than the words beside them.',
      'Shares end at the time that their sender has chosen, and this page cannot extend it.',
      'What you are sent is as accessible as its sender has made it.',
    ],
  },
  help: {
    heading: 'If something keeps you out',
    text: 'Write to whoever runs this site; the project has no address of its own here. Say on which page it was, what you wanted to do, and what you use for it. They can pass it on to the project.',
    line: 'Sending, opening, keys, people and the inbox also work in a terminal, by the command line “sealdrop”.',
  },
} as const;
