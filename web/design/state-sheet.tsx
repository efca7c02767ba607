/** What shows how something stands, in each of its states: seals, senders, transfers, lists, failures. */
import { useState } from 'react';
import { Button } from '../components/button.tsx';
import { EmptyState, type EmptyStateProps } from '../components/empty-state.tsx';
import { Failure, Notice } from '../components/failure.tsx';
import { FileList } from '../components/file-list.tsx';
import { Fingerprint } from '../components/fingerprint.tsx';
import { PersonSeal } from '../components/person-seal.tsx';
import { QrCode } from '../components/qr-code.tsx';
import { SavePanel } from '../components/save-panel.tsx';
import { Seal } from '../components/seal.tsx';
import { SenderLine } from '../components/sender.tsx';
import { ProgressCard } from '../components/upload-progress.tsx';
import type { Sender } from '../engine/people-protocol.ts';
import type { TransferPhase } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import type { SaveState } from '../state/opening.ts';
import styles from './design.module.css';
import { Part } from './part.tsx';

const sizes = ['small', 'middle', 'large'] as const;
/** base64url of 32 bytes. */
const fingerprints = [
  'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8',
  'x4nQmY0c5bqk1wGk2m3S8r0vJt1Zc9yQe7aHn6uLpXo',
  'Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MGFiY2RlZmdoaWo',
];
const [fingerprint = ''] = fingerprints;
const digits = ['48213', '09377', '55120', '83641', '20458', '71936', '30029', '64187'];
const named = { name: 'Ada Lovelace', fingerprint, digits };
const senders: readonly Sender[] = [
  { kind: 'verified', ...named },
  { kind: 'known', ...named },
  { kind: 'named', taken: false, ...named },
  { kind: 'named', taken: true, ...named },
  { kind: 'not-identified' },
  { kind: 'self' },
];
const transfers: readonly (readonly [TransferPhase, number, string])[] = [
  ['sealing', 0.35, '21 MB of 60 MB, 4.1 MB a second, about 10 seconds left'],
  ['finishing', 1, '60 MB of 60 MB'],
  ['ready', 1, 'Ends on November 29, 2026 at 1:10 AM'],
  ['reconnecting', 0.35, 'The connection is lost. It goes on by itself when it is back.'],
  ['paused', 0.35, 'Nothing is sent until you continue.'],
  ['stopped', 0.35, ''],
  ['failed', 0.35, ''],
];
const saves: readonly SaveState[] = [
  { kind: 'idle' },
  {
    kind: 'saving',
    path: null,
    progress: { done: 21_000_000, total: 60_000_000, placed: null, reconnecting: false },
  },
  { kind: 'saved', name: 'Contract.pdf', renamed: [] },
  { kind: 'failed', error: { code: 'damaged', details: {} } },
];
const files = ['Contract.pdf', 'Photographs/House by the lake.jpg'].map((path, i) => ({
  path,
  size: 700_000 * (i + 1),
  type: '',
  modified: null,
}));
const empties: readonly EmptyStateProps['drawing'][] = ['letter', 'inbox', 'people', 'keys', 'links'];
const nothing = (): void => undefined;

export function StateSheet() {
  const [isPressed, setPressed] = useState(false);
  return (
    <>
      <Part title="The seal">
        {(['wax', 'soft', 'blank', 'broken'] as const).map((kind) => (
          <div key={kind} className={styles.row}>
            {sizes.map((size) => (
              <Seal key={size} kind={kind} size={size} />
            ))}
            <Seal kind={kind} size="large" ring={0.35} />
            <code>{kind}</code>
          </div>
        ))}
        <div className={styles.row}>
          <Seal kind={isPressed ? 'wax' : 'soft'} size="large" ring={isPressed ? 1 : 0.8} />
          <Button onClick={() => setPressed(!isPressed)}>Press</Button>
        </div>
      </Part>
      <Part title="The seals of people: known, and verified">
        {fingerprints.map((one) => (
          <div key={one} className={styles.row}>
            {sizes.map((size) => (
              <PersonSeal key={size} fingerprint={one} size={size} />
            ))}
            {sizes.map((size) => (
              <PersonSeal key={size} verified fingerprint={one} size={size} />
            ))}
          </div>
        ))}
        <Fingerprint digits={digits} />
        <Fingerprint big digits={digits} />
        <QrCode small text={digits.join('')} caption="A code" />
      </Part>
      <Part title="Senders">
        {senders.map((sender, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a list that never changes
          <SenderLine key={i} sender={sender} />
        ))}
      </Part>
      <Part title="Senders in the inbox">
        {senders.slice(0, 5).map((sender, i) => (
          // oxlint-disable-next-line react/no-array-index-key -- a list that never changes
          <SenderLine key={i} delivery sender={sender} />
        ))}
      </Part>
      <Part title="Transfers">
        {transfers.map(([phase, part, detail]) => (
          <ProgressCard
            key={phase}
            phase={phase}
            part={part}
            standing={t.upload.phases[phase]}
            contents="Holiday photographs.zip"
            detail={detail}
          />
        ))}
      </Part>
      <Part title="Saving">
        {saves.map((save) => (
          <SavePanel
            key={save.kind}
            size={3_400_000}
            hints={[t.open.safe]}
            isSecond={save.kind !== 'idle'}
            save={save}
            onSave={nothing}
            onCancel={nothing}
          />
        ))}
        <FileList files={files} busy={false} onSave={nothing} />
      </Part>
      <Part title="What went wrong, and what is good to know">
        <Failure error={{ code: 'server-unreachable', details: {} }} />
        <Notice title={t.open.leakedTitle} next={t.open.leakedNext} />
        <Failure page error={{ code: 'link-cut', details: {} }} />
        <Failure page error={{ code: 'sender-changed', details: {} }} />
      </Part>
      <Part title="Lists with nothing in them">
        {empties.map((drawing) => (
          <EmptyState key={drawing} drawing={drawing} title={`Nothing in it: ${drawing}`}>
            <p>What will be here, and how to begin.</p>
          </EmptyState>
        ))}
      </Part>
    </>
  );
}
