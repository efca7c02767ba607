/** The page itself cannot go on: words, and a reload where that helps. Also what is left when drawing fails. */
import { Component, type ReactNode } from 'react';
import type { PersonErrorCode } from '../../shared/errors.ts';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { Page } from './page.tsx';

export function Trouble({ code }: { readonly code: PersonErrorCode }) {
  return (
    <Page>
      <Failure page error={{ code, details: {} }}>
        {code === 'unexpected' ? (
          <Button weight="wax" onClick={() => location.reload()}>
            {t.shell.reload}
          </Button>
        ) : null}
      </Failure>
    </Page>
  );
}

interface BoundaryProps {
  readonly children: ReactNode;
}

/** React has no other way than a class to catch an error of drawing. */
export class TroubleBoundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Trouble code="unexpected" /> : this.props.children;
  }
}
