/** An opened share: who sent it, what is in it, what they wrote, until when. */
import { useStore } from 'zustand';
import type { OpenState } from '../engine/protocol.ts';
import { formatSentences } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { opening } from '../state/stores.ts';
import { AddSender } from './add-sender.tsx';
import { BreakingSeal } from './breaking-seal.tsx';
import { Button } from './button.tsx';
import { OpenedFiles } from './opened-files.tsx';
import styles from './opened-share.module.css';
import { ReportShare } from './report-share.tsx';
import { SavePanel } from './save-panel.tsx';
import { SenderLine } from './sender.tsx';
import { UnfinishedSaves } from './unfinished-saves.tsx';

export interface OpenedShareProps {
  readonly opened: Extract<OpenState, { state: 'open' }>;
  /** It was closed a moment ago, before the same eyes. */
  readonly fresh: boolean;
}

export function OpenedShare({ opened, fresh }: OpenedShareProps) {
  const save = useStore(opening.store, (state) => state.save);
  const leaked = useStore(opening.store, (state) => state.leaked);
  const saving = save.kind === 'saving';
  const { files, size, note, sender, expires, report } = opened;
  const unfinished = opened.unfinished.filter(({ isGiven }) => !isGiven);
  const hints = [files.length > 1 ? t.open.asZip : '', leaked ? '' : t.open.safe];
  return (
    <>
      <div className={styles.top}>
        <h1>{t.open.heading}</h1>
        <p>{formatSentences([t.open.summary(files.length, size), t.open.ends(expires)])}</p>
      </div>
      <div className={fresh ? `${styles.letter} ${styles.fresh}` : styles.letter}>
        {fresh ? <BreakingSeal /> : null}
        <SenderLine sender={sender} />
        {sender.kind === 'named' ? <AddSender /> : null}
        {note === '' ? null : (
          <div className={styles.note}>
            <h2>{t.open.note}</h2>
            <p dir="auto">{note}</p>
          </div>
        )}
        <UnfinishedSaves unfinished={unfinished} busy={saving} />
        <SavePanel
          save={save}
          hints={hints.filter(Boolean)}
          size={size}
          isSecond={unfinished.length > 0}
          onSave={() => void opening.save(null)}
          onCancel={() => void opening.cancelSave()}
        />
        <OpenedFiles files={files} busy={saving} />
      </div>
      <div className={styles.more}>
        {saving ? null : (
          <Button weight="quiet" onClick={() => void opening.savePackage()}>
            {t.packages.save}
          </Button>
        )}
        <ReportShare how={report} />
      </div>
    </>
  );
}
