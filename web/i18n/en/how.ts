/**
 * English texts of "How it works", which are loaded with that page. What they say of the server is what docs/threat-model.md
 * says: change both.
 */
export const how = {
  heading: 'Sealed here, opened there, closed in between.',
  about: 'The way that your files take, who can see what of them, and what this cannot do for you.',
  way: {
    heading: 'The way of a byte',
    drawing:
      'A drawing. On one side your browser seals the files. They go, closed, into the store of this site, and from there, still closed, to the browser of whoever opens them. The link takes another way, around the store: you give it away yourself.',
    steps: [
      {
        title: 'Your browser seals.',
        text: 'Files are encrypted before they leave this device, with their names, their sizes and your message, under a key that is made for this one share.',
      },
      {
        title: 'The store keeps them closed.',
        text: 'This server and its storage are given ciphertext alone. No key to it ever goes to them.',
      },
      {
        title: 'You give the link away.',
        text: 'By mail, by chat, as a QR code: the way is yours to choose. The key is in the link, behind the #. A share for named people has no key in its address: it opens with the key pairs in their browsers.',
      },
      {
        title: 'Their browser opens.',
        text: 'It fetches the closed pieces and compares each with what your browser has signed, before it keeps any of it. A save is done only when the last piece was right.',
      },
    ],
  },
  sees: {
    heading: 'What this server sees',
    items: [
      'How large a share is, all its files together and rounded up by at most 12 per cent, and so in how many pieces it comes. The same of its list of files.',
      'When it is sent, changed and fetched, how often it is downloaded, and when it ends.',
      'The network address of whoever asks, while it answers them. For its limits it keeps a hash of the address, made with a key of its own, for a day at most. Who runs a proxy in front of it can write down more.',
      'In how many ways a share can be opened, but not by whom. Of a delivery by a request link, whose inbox it is for.',
      'Of a key pair the public side: its public keys and its name. Which people’s keys a browser asks for, and whose inbox it reads.',
      'Which shares one browser asks about at the same time, when it shows its Shares.',
    ],
  },
  hidden: {
    heading: 'What it does not see',
    items: [
      'What is in the files, and of each of them its name, size, type and date.',
      'Your message, your passphrases, the key in a link, and the private side of your key pairs.',
      'Who has sent a share: the signature is sealed with it. Where only listed people may send, the server sees which key asks for permits, and could put the two together.',
    ],
  },
  link: {
    heading: 'What a link is',
    address: 'This names the share. The server sees it.',
    key: 'This is the key: 32 random bytes and a checksum. Browsers do not send it to servers, and this page takes it out of the address bar before it does anything else.',
    items: [
      'Whoever has the whole link can open the share, and pass it on. They cannot change it, end it, or sign as you.',
      'A passphrase is asked for beside the link, and neither opens anything without the other. So send them by different ways.',
    ],
  },
  seal: {
    heading: 'Seal and fingerprint',
    items: [
      'A seal is drawn from the fingerprint of a key, so the same key has the same seal on every device. It helps the eye, and proves nothing.',
      'A fingerprint is eight groups of five digits. Compare them once, on the telephone or face to face; from then on this browser knows that key by the name you gave it.',
    ],
    kinds: {
      verified: 'With a ring: you have compared the fingerprint.',
      blank: 'Blank: nobody has put a name to it.',
      broken: 'Broken: signed by another key than the one it should be. Do not trust it.',
    },
  },
  lost: {
    heading: 'When a key is lost',
    items: [
      {
        title: 'You have the backup and its passphrase.',
        text: 'Import it in Settings, in any browser. What was sent to the key opens there again.',
      },
      {
        title: 'The passphrase is forgotten.',
        text: 'Nobody can reset it. As long as the key pair is in a browser it goes on opening there, and “Rotate” makes a new one with a passphrase of its own.',
      },
      {
        title: 'Neither backup nor browser is left.',
        text: 'What was sent to that key alone, and is saved nowhere else, stays closed for good: nobody has a second key, this site neither. Make a new key pair, give out its contact link, and ask for the files once more.',
      },
      {
        title: 'Somebody else may have it.',
        text: 'Rotate it, and tell your contacts by another way to compare the new fingerprint: a thief could have made a new key in your name as well. What was sent to the old key is open to whoever holds it and gets at the share.',
      },
      {
        title: 'A link is lost.',
        text: 'Copy it again under Shares, in the browser that sent it. A share that no key pair has signed can be changed or ended by that browser alone; otherwise it ends by itself.',
      },
    ],
  },
  cannot: {
    heading: 'What this cannot do',
    items: [
      'The page itself comes from this server. A server that gave you other code could read whatever you open and send with it. The policy that the page is loaded under keeps everybody else out, not the server, and a page cannot prove itself. The command line, “sealdrop”, does not come from here.',
      'Your browser, its extensions and this device see what you see.',
      'A server can refuse, delay, delete, keep what it should delete, and ignore limits. A download limit and a revocation bind honest servers.',
      'Whoever could open a share may have kept its key, and keeps what they saved. To be certain, make a new share.',
      'A name on a key is what somebody calls themselves. Whose key it is, only comparing the fingerprint shows.',
      'Saved files are what the sender has sent, byte for byte. They may be hostile to the program that opens them.',
    ],
    more: 'docs/threat-model.md, in the source of Sealdrop, goes through the attacks one by one.',
  },
} as const;
