/** Who sealed a share, with a seal: a blank one where nobody put a name to it. */
import type { Sender } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { Seal } from './seal.tsx';
import styles from './sender.module.css';

export function SenderLine({ sender }: { readonly sender: Sender }) {
  const self = sender.kind === 'self';
  return (
    <div className={styles.sender}>
      <Seal kind={self ? 'wax' : 'blank'} size="middle" />
      <div>
        <p className={styles.name}>{self ? t.open.sentBySelf : t.open.notIdentified}</p>
        <p className={styles.hint}>{self ? t.open.sentBySelfHint : t.open.notIdentifiedHint}</p>
      </div>
    </div>
  );
}
