/** What kept a drop from being sent. */
import { t } from '../i18n/index.ts';
import type { SendProblem } from '../state/sending.ts';
import { Failure, Notice } from './failure.tsx';

export function SendTrouble({ problem }: { readonly problem: SendProblem }) {
  if (problem.kind === 'failed') return <Failure error={problem.error} />;
  return <Notice role="alert" title={t.send.emptyTitle} next={t.send.emptyNext} />;
}
