/** What somebody writes about a share, and whether its link goes along: loaded when it is asked for. */
import { useState } from 'react';
import { REPORT_MAX_CHARACTERS } from '../../shared/limits.ts';
import { t } from '../i18n/index.ts';
import { opening } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Check } from './check.tsx';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { useAction } from './use-action.ts';

export interface ReportDialogProps {
  /** Whether there is a link that could be handed over. */
  readonly withLink: boolean;
  readonly onClose: () => void;
}

export function ReportDialog({ withLink, onClose }: ReportDialogProps) {
  const [text, setText] = useState('');
  const [handOver, setHandOver] = useState(false);
  const [missing, setMissing] = useState(false);
  const action = useAction(() => opening.report(text.trim(), handOver));
  const press = (): void => {
    const isMissing = text.trim() === '';
    setMissing(isMissing);
    if (!isMissing) action.run();
  };
  if (action.state.kind === 'done') {
    return (
      <Dialog title={t.report.doneTitle} onClose={onClose}>
        <p>{handOver ? t.report.doneWithLink : t.report.done}</p>
        <div>
          <Button onClick={onClose}>{t.report.close}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={t.report.title} onClose={onClose}>
      <DialogForm
        explain={t.report.explain}
        submit={t.report.send}
        onSubmit={press}
        onClose={onClose}
        action={action}
      >
        <Field label={t.report.text} problem={missing ? t.report.missing : null}>
          {(control) => (
            <textarea
              {...control}
              rows={4}
              dir="auto"
              maxLength={REPORT_MAX_CHARACTERS}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {withLink ? (
          <Check checked={handOver} onChange={setHandOver}>
            {t.report.handOver}
          </Check>
        ) : null}
      </DialogForm>
    </Dialog>
  );
}
