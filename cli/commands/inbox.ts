/** `sealdrop inbox`: what was delivered to the user's key pairs by their request links. */
import { systemClock } from '../../shared/clock.ts';
import { SealdropError } from '../../shared/errors.ts';
import { inboxReader, type ReadDelivery } from '../../shared/share/inbox.ts';
import { publishCard, publishSuccession } from '../announce.ts';
import { command } from '../command.ts';
import { explainFailure } from '../exit-codes.ts';
import { openHome } from '../home.ts';
import { newKeyring } from '../keyring.ts';
import { passphraseOptions } from '../passphrases.ts';
import { sizeOf } from '../progress.ts';
import { type SenderWords, senderOf } from '../sender-words.ts';
import { chosenSite } from '../site.ts';
import { visible } from '../terminal.ts';

export const inbox = command({
  summary: 'lists what was delivered to you',
  synopsis: '',
  about:
    'Each with its address: "sealdrop open" saves it. The passphrase of your key pair is needed, for nobody else can read names and senders.',
  options: {
    ...passphraseOptions,
    server: { value: 'URL', help: 'the server; SEALDROP_SERVER if not given, else http://localhost:8787' },
  },
  takes: [0, 0],
  examples: [
    ['inbox', 'all that waits, the newest first'],
    ['inbox --json', 'the same for a script'],
  ],
  run: async ({ values, console, result }) => {
    const home = await openHome(console.environment);
    const site = chosenSite(values.server, console.environment);
    const identities = await newKeyring(home, console, values['passphrase-file']).unlockAll();
    const { readInbox } = inboxReader({
      client: site.client,
      fetch: site.fetch,
      clock: systemClock,
      isDismissed: async () => false,
    });
    const all: ReadDelivery[] = [];
    for (const identity of identities) await publishCard(home, site, identity);
    for (const identity of identities) {
      await publishSuccession(home, site, identity);
      all.push(...(await readInbox(identity)));
    }
    const shown = await Promise.all(
      all
        .toSorted((a, b) => b.arrived - a.arrived)
        .map(async ({ card, problem, ...delivery }) => ({
          ...delivery,
          address: `${site.origin}/s/${delivery.shareId}`,
          sender: card ? await senderOf(home, { isOwn: false, card }) : null,
          problem: problem && problem.code,
          words:
            problem && explainFailure(new SealdropError(problem.code, { details: problem.details })).words,
        })),
    );
    result(
      shown.map(lineOf).join(''),
      shown.map(({ sender, words: _words, ...one }) => ({ ...one, sender: sender && sender.json })),
    );
  },
});

interface Shown extends Pick<ReadDelivery, 'name' | 'files' | 'size' | 'arrived' | 'isNew'> {
  readonly address: string;
  readonly sender: SenderWords | null;
  readonly words: string | null;
}

function lineOf({ name, files, size, arrived, isNew, address, sender, words }: Shown): string {
  const others = files > 1 ? ` and ${files - 1} more` : '';
  const what = name === null ? 'unreadable' : `${visible(name)}${others}`;
  const when = new Date(arrived * 1000).toISOString().slice(0, 16).replace('T', ' ');
  const who = visible(words ?? sender?.words ?? '');
  return `${what}  ${sizeOf(size)}  ${when} UTC${isNew ? '  new' : ''}\n  ${who}\n  ${address}\n`;
}
