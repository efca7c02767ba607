/** `sealdrop open`: saves the files of a share, each whole and checked, or writes the one that it has to standard output. */
import { type Bytes, toBase64Url } from '../../shared/bytes.ts';
import { command, UsageError } from '../command.ts';
import { deviceAt } from '../device.ts';
import { givenLink } from '../given-link.ts';
import { openHome } from '../home.ts';
import { type Keyring, newKeyring } from '../keyring.ts';
import { newGrant, openLink, parseLink } from '../open-link.ts';
import { keyPassphraseOptions, passphraseOptions, readPassphrase } from '../passphrases.ts';
import { progressOf } from '../progress.ts';
import { senderOf } from '../sender-words.ts';
import { type Site, siteAt } from '../site.ts';
import { withStagedShare } from '../staged-share.ts';
import { visible } from '../terminal.ts';

const STDOUT = '-';

export const open = command({
  summary: 'saves the files of a share',
  synopsis: 'LINK|- [--out DIR]',
  about:
    'Nothing that is there is written over, and no file has its name before all of them are whole and checked. Ended in the middle, by whatever, the same command goes on where it was. Put the link in quotes; "-" takes it from standard input, where no list of processes shows it to others.',
  options: {
    out: {
      value: 'DIR',
      completes: 'folder',
      help: `the folder for the files; the current one if not given; "${STDOUT}" writes a single file to standard output`,
    },
    ...passphraseOptions,
    ...keyPassphraseOptions,
  },
  takes: [1, 1],
  examples: [
    ['open "https://files.example.org/s/...#..." --out photos', 'into the folder photos'],
    ['open "https://files.example.org/s/..."', 'a share for you: your key pair opens it'],
    ['open "https://files.example.org/s/...#..." --out - | tar x', 'its one file, on to another program'],
    ['open - < link.txt', 'a link that a file holds'],
  ],
  run: async ({ values, positionals: [text = ''], console, result, say }) => {
    const link = await parseLink(await givenLink(text, console));
    const home = await openHome(console.environment);
    const site = siteAt(link.origin);
    const keyring = newKeyring(home, console, values['key-passphrase-file']);
    const device = deviceAt(home, site, keyring);
    const opened = await openLink(
      link,
      { site, device },
      {
        passphrase: () =>
          readPassphrase(console, {
            of: 'the share',
            file: values['passphrase-file'],
            variables: ['SEALDROP_PASSPHRASE'],
          }),
        onUploading: (percent) => say(`Still uploading, ${percent} %.`),
      },
    );
    const { manifest } = opened.share;
    const { files, note, geometry } = manifest;
    const sender = await senderOf(home, opened.share);
    say(sender.words);
    if (note !== '') say(`Message: ${visible(note)}`);
    const shown = {
      id: toBase64Url(link.id),
      sender: sender.json,
      message: note,
      expires: opened.share.expires,
    };

    const progress = progressOf(console, geometry.bodySize, 'Saving');
    try {
      if (values.out === STDOUT) {
        if (values.json) throw new UsageError('Standard output is either the file or JSON.');
        if (files.length !== 1) throw new UsageError('There are several files: say a folder.');
        for await (const piece of opened.content(0, newGrant(), progress)) {
          await console.write(piece);
          progress.add(piece.length);
        }
        return;
      }
      const staging = { home, id: link.id, manifest, out: values.out ?? '.' };
      const written = await withStagedShare(staging, async (staged) => {
        progress.begin(staged.done);
        for await (const piece of opened.content(staged.done, staged.grant, progress)) {
          await staged.append(piece);
          progress.add(piece.length);
        }
        return await staged.finish();
      });
      progress.end();
      const saved = files.map(({ path, size }, i) => ({ path, size, saved: written[i] }));
      result(written.map((path) => `${visible(path)}\n`).join(''), { ...shown, files: saved });
      say('Saved and verified.');
      if (opened.share.isDelivery && !opened.share.isOwn) await markSeen(site, keyring, link.id);
    } finally {
      progress.end();
    }
  },
});

/** Tells the server that a delivery was opened; whether it hears it changes nothing here. */
async function markSeen({ client }: Site, keyring: Keyring, id: Bytes): Promise<void> {
  // It alone knows whose inbox a delivery lies in.
  for (const identity of await keyring.unlockAll()) {
    await client.markDelivery(identity, id, 'seen').catch(() => undefined);
  }
}
