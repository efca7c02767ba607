/** What kept a drop from being sent. */
import { t } from '../i18n/index.ts';
import type { SendProblem } from '../state/sending.ts';
import { Failure, Notice } from './failure.tsx';
import { UploadTokenForm } from './upload-token-form.tsx';

export function SendTrouble({ problem }: { readonly problem: SendProblem }) {
  if (problem.kind === 'failed') {
    const { error } = problem;
    return (
      <Failure error={error}>
        {error.code === 'wrong-upload-token' ? <UploadTokenForm refused /> : null}
      </Failure>
    );
  }
  return <Notice role="alert" title={t.send.emptyTitle} next={t.send.emptyNext} />;
}
