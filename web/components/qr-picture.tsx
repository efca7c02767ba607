/** A picture of a QR code in place of its text, where this browser reads such pictures; else it says that it does not. */
import { t } from '../i18n/index.ts';
import { readQrPicture, readsPictures } from '../state/qr-picture.ts';
import { FileButton } from './file-button.tsx';
import styles from './qr-picture.module.css';
import { useAction } from './use-action.ts';

export interface QrPictureProps {
  readonly cannot: string;
  readonly onText: (text: string) => void;
}

export function QrPicture({ cannot, onText }: QrPictureProps) {
  const reading = useAction(async (file: File) => {
    const text = await readQrPicture(file);
    if (text === null) throw new Error('no QR code in the picture');
    onText(text);
  });
  if (!readsPictures()) return <p className={styles.hint}>{cannot}</p>;
  return (
    <div className={styles.picture}>
      <FileButton accept="image/*" onFile={(file) => reading.run(file)}>
        {t.people.picture}
      </FileButton>
      <p aria-live="polite" className={styles.hint}>
        {reading.state.kind === 'failed' ? t.people.unreadable : null}
      </p>
    </div>
  );
}
