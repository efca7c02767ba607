/** English texts of the app on a device: without the server, shared into by other apps, reading QR codes. A part of the catalogue. */

export const device = {
  /** Of the file that a shared text becomes. */
  sharedText: 'Shared text.txt',
  away: {
    label: 'The server',
    next: 'Packages and older files open all the same, without any server. Sending files and opening links wait until it is back.',
  },
  shared: {
    label: 'Shared into Sealdrop',
    asking: 'Seal and send this?',
    askingNext:
      'It was handed to this page from outside, and nothing of it has left this browser yet. If it was not you who shared it, discard it.',
    send: 'Seal and send',
    lost: {
      title: 'What was shared is not here any more.',
      next: 'It waits for this page for a minute only, and in memory. Share it again, or choose it below.',
    },
    notTaken: {
      title: 'What was shared was not taken.',
      next: 'The part of Sealdrop that takes it in is not installed in this browser any more, so it went to the server, over the encrypted connection but not sealed. The server keeps and reads none of it. In Settings, “Keep for offline use” brings that part back. Then share it again, or choose it below.',
    },
  },
  offline: {
    heading: 'Offline use',
    about:
      'This browser can keep the page itself, so that it opens without a network, and opens packages and older files there. With a network the page always comes from the server.',
    sharing:
      'Installed as an app, Sealdrop also takes what you share from other apps, by the same service worker.',
    keep: 'Keep for offline use',
    kept: 'Kept. Each new version takes the place of the one before.',
  },
  reader: {
    scan: 'Scan a QR code',
    stop: 'Stop the camera',
    preview: 'What the camera sees',
    asking: 'The browser asks whether this page may use the camera.',
    live: 'Hold the QR code into the picture. It is read in this browser; nothing is recorded or sent.',
    problems: {
      denied:
        'The browser does not let this page use the camera. Allow it in the settings of the browser, or use a picture of the code.',
      none: 'There is no camera here. Use a picture of the code.',
      busy: 'The camera does not answer: another program may be using it. Close that one, or use a picture of the code.',
    },
  },
} as const;
