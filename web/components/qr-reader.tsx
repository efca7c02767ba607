/** A QR code in place of its text: seen by the camera, or in a picture. */
import { lazy, Suspense, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { FileButton } from './file-button.tsx';
import styles from './qr-reader.module.css';
import { useAction } from './use-action.ts';

const QrCamera = lazy(() => import('./qr-camera.tsx').then((file) => ({ default: file.QrCamera })));

/** Whether this browser lets pages ask for a camera at all. */
const hasCameras = (): boolean => 'mediaDevices' in navigator;

export function QrReader({ onText }: { readonly onText: (text: string) => void }) {
  const [scans, setScans] = useState(false);
  const reading = useAction(async (file: File) => {
    const { readQrPicture } = await import('../state/qr-reading.ts');
    const text = await readQrPicture(file);
    if (text === null) throw new Error('no QR code in the picture');
    onText(text);
  });
  const seen = (text: string): void => {
    setScans(false);
    onText(text);
  };
  return (
    <div className={styles.reader}>
      <div className={styles.ways}>
        {hasCameras() ? (
          <Button aria-expanded={scans} onClick={() => setScans(!scans)}>
            {t.device.reader.scan}
          </Button>
        ) : null}
        <FileButton accept="image/*" onFile={(file) => reading.run(file)}>
          {t.people.picture}
        </FileButton>
      </div>
      {scans ? (
        <Suspense fallback={null}>
          <QrCamera onText={seen} onClose={() => setScans(false)} />
        </Suspense>
      ) : null}
      <p aria-live="polite" className={styles.hint}>
        {reading.state.kind === 'failed' ? t.people.unreadable : null}
      </p>
    </div>
  );
}
