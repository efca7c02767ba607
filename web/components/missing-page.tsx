/** A page whose code could not be had: no connection, or the server has another version by now. A reload brings both. */
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Notice } from './failure.tsx';
import { Page } from './page.tsx';

export function MissingPage() {
  return (
    <Page>
      <Notice page role="alert" title={t.shell.missing} next={t.shell.missingNext}>
        <Button weight="wax" onClick={() => location.reload()}>
          {t.shell.reload}
        </Button>
      </Notice>
    </Page>
  );
}
