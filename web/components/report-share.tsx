/** Tells whoever runs the server about a share: in the reporter's words, and with its link only where they say so. */
import { type ComponentType, useState } from 'react';
import { SealdropError } from '../../shared/errors.ts';
import type { Reportable } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import type { ReportDialogProps } from './report-dialog.tsx';
import { useAction } from './use-action.ts';

export function ReportShare({ how }: { readonly how: Reportable }) {
  const [Asking, setAsking] = useState<ComponentType<ReportDialogProps> | null>(null);
  const loading = useAction(async () => {
    const { ReportDialog } = await import('./report-dialog.tsx').catch((cause: unknown) => {
      throw new SealdropError('server-unreachable', { cause });
    });
    setAsking(() => ReportDialog);
  });
  if (how === null) return null;
  return (
    <div>
      <Button weight="quiet" onClick={() => loading.run()}>
        {t.report.begin}
      </Button>
      {loading.state.kind === 'failed' ? <Failure error={loading.state.error} /> : null}
      {Asking ? <Asking withLink={how === 'with-link'} onClose={() => setAsking(null)} /> : null}
    </div>
  );
}
