/** Shows a link as a QR code, below the button that is pressed for it. */
import { type ReactNode, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { QrCode } from './qr-code.tsx';

/** The button, and the code for another place of the same article. */
export function useQrToggle(
  text: string,
  caption: string,
): { readonly button: ReactNode; readonly code: ReactNode } {
  const [shown, setShown] = useState(false);
  return {
    button: (
      <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
        {t.link.qr}
      </Button>
    ),
    code: shown ? <QrCode text={text} caption={caption} /> : null,
  };
}
