/** A text as a QR code: one path, black on white in both themes, for cameras read nothing else well. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { loadQrEncoder, qrEncoder } from '../state/qr-encoder.ts';
import { Failure } from './failure.tsx';
import styles from './qr-code.module.css';

export interface QrCodeProps {
  readonly text: string;
  readonly caption: string;
  /** For a few digits only. */
  readonly small?: boolean;
}

export function QrCode({ text, caption, small = false }: QrCodeProps) {
  const { encode, failed } = useStore(qrEncoder);
  useEffect(() => void loadQrEncoder(), []);
  if (failed) return <Failure error={{ code: 'server-unreachable', details: {} }} />;
  // White paper of its size, until there is what can write on it.
  const { data, size } = encode?.(text, { ecc: 'M', border: 4 }) ?? { data: [], size: 1 };
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <figure className={small ? `${styles.figure} ${styles.small}` : styles.figure}>
      <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} aria-hidden="true" focusable="false">
        <path className={styles.paper} d={`M0 0h${size}v${size}h-${size}z`} />
        <path className={styles.ink} d={path} />
      </svg>
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
