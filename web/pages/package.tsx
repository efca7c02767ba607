/** A portable package, opened in this browser alone: what it needs, then what is in it. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { Failure } from '../components/failure.tsx';
import { FileList } from '../components/file-list.tsx';
import styles from '../components/opened-share.module.css';
import { OwnKeys } from '../components/own-keys.tsx';
import { PackageButton } from '../components/package-button.tsx';
import { PackageForm } from '../components/package-form.tsx';
import { Page } from '../components/page.tsx';
import { SavePanel } from '../components/save-panel.tsx';
import { SenderLine } from '../components/sender.tsx';
import { formatSentences } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { packages } from '../state/stores.ts';

const words = t.packages;

function Step() {
  const { step } = useStore(packages.store);
  switch (step.kind) {
    case 'none':
      return (
        <div className={styles.top}>
          <h1>{words.heading}</h1>
          <p>{words.about}</p>
        </div>
      );
    case 'reading':
      return <h1>{words.reading}</h1>;
    case 'code':
      return (
        <>
          <h1>{words.codeHeading}</h1>
          <PackageForm
            key="code"
            label={words.code}
            hint={words.codeHint}
            press={words.giveCode}
            error={step.error}
            busy={step.busy}
            onGive={(text) => void packages.giveCode(text)}
          />
        </>
      );
    case 'locked':
      return (
        <>
          <h1>{words.lockedHeading}</h1>
          <PackageForm
            key="passphrase"
            label={t.open.passphrase}
            hint={null}
            press={t.open.unlock}
            error={step.error}
            busy={step.busy}
            onGive={(text) => void packages.unlock(text)}
          />
        </>
      );
    case 'failed':
      return (
        <Failure page error={step.error}>
          {step.error.code === 'not-addressed' ? <OwnKeys /> : null}
        </Failure>
      );
    case 'open': {
      const { save } = step;
      const { files, size, note, sender } = step.opened;
      return (
        <>
          <div className={styles.top}>
            <h1>{t.open.heading}</h1>
            <p>{formatSentences([t.open.summary(files.length, size), words.here])}</p>
          </div>
          <div className={styles.letter}>
            <SenderLine sender={sender} />
            {note === '' ? null : (
              <div className={styles.note}>
                <h2>{t.open.note}</h2>
                <p dir="auto">{note}</p>
              </div>
            )}
            <SavePanel
              save={save}
              hints={files.length > 1 ? [t.open.asZip, t.open.safe] : [t.open.safe]}
              size={size}
              isSecond={false}
              onSave={() => void packages.save(null)}
              onCancel={() => void packages.cancelSave()}
            />
            <FileList
              files={files}
              busy={save.kind === 'saving'}
              onSave={(path) => void packages.save(path)}
            />
          </div>
        </>
      );
    }
  }
}

export function PackagePage() {
  useEffect(() => packages.prepare(), []);
  // The one thing to press, until there is something else to do.
  const isFirst = useStore(packages.store, ({ step }) => step.kind === 'none');
  return (
    <Page>
      <Step />
      <div>
        <PackageButton weight={isFirst ? 'wax' : 'quiet'} />
      </div>
    </Page>
  );
}
