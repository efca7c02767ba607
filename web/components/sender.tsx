/** Who sealed a share, with their seal: ringed where the fingerprint was compared, blank where nobody put a name to it. */
import type { Sender } from '../engine/people-protocol.ts';
import { visibleName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { Fingerprint } from './fingerprint.tsx';
import { Icon } from './icon.tsx';
import { PersonSeal } from './person-seal.tsx';
import { Seal } from './seal.tsx';
import styles from './sender.module.css';

const words = t.sender;

/** The sender in a few words: for a list, and as the first line of the whole. */
function senderName(sender: Sender): string {
  switch (sender.kind) {
    case 'self':
      return words.self;
    case 'not-identified':
      return words.notIdentified;
    case 'named':
      return words.named(visibleName(sender.name));
    case 'known':
    case 'verified':
      return words.by(nameOf(sender.name, sender.digits));
  }
}

const hints = {
  self: 'selfHint',
  'not-identified': 'notIdentifiedHint',
  named: 'namedHint',
  known: 'knownHint',
  verified: 'verifiedHint',
} as const satisfies Record<Sender['kind'], keyof typeof words>;

export interface SenderLineProps {
  readonly sender: Sender;
  /** In the inbox: smaller, and with what can be forged there. */
  readonly delivery?: boolean;
}

export function SenderLine({ sender, delivery = false }: SenderLineProps) {
  const { kind } = sender;
  const size = delivery ? 'small' : 'middle';
  const anybody = kind === 'not-identified' || kind === 'named';
  const taken = kind === 'named' && sender.taken;
  const known = taken ? words.takenHint : words[hints[kind]];
  const hint = delivery && kind === 'not-identified' ? words.deliveryHint : known;
  const classes = [styles.sender, delivery ? '' : styles.full, kind === 'verified' ? styles.ringed : ''];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      {'fingerprint' in sender ? (
        <PersonSeal fingerprint={sender.fingerprint} verified={kind === 'verified'} size={size} />
      ) : (
        <Seal kind={kind === 'self' ? 'wax' : 'blank'} size={size} />
      )}
      <div className={styles.words}>
        <p className={kind === 'verified' ? `${styles.name} ${styles.verified}` : styles.name}>
          <bdi>{senderName(sender)}</bdi>
          {kind === 'verified' ? <Icon name="check" /> : null}
        </p>
        {delivery && !anybody ? null : <p className={taken ? styles.warning : styles.hint}>{hint}</p>}
      </div>
      {'digits' in sender && !delivery && kind !== 'verified' ? <Fingerprint digits={sender.digits} /> : null}
    </div>
  );
}
