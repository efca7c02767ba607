/**
 * The seal of a person: a guilloche drawn from the 32 bytes of a fingerprint, the same on every device. It helps the
 * eye to know somebody again, and proves nothing: that is for the digits. A ring stands for "verified".
 */
import { useMemo } from 'react';
import { fromBase64Url } from '../../shared/bytes.ts';
import { curve, waxPath } from './mark.ts';
import styles from './seal.module.css';

export interface PersonSealProps {
  /** base64url. */
  readonly fingerprint: string;
  readonly verified?: boolean;
  readonly size: 'small' | 'middle' | 'large';
}

/** Radius, most height of a wave, and first byte of each band of lines, from the rim inwards. */
const bands = [
  [27.5, 5.5, 0],
  [17, 5, 8],
  [7.5, 4.5, 16],
] as const;

/** A band of waves, woven of two or three lines; a small seal has one line in each, or the eye would see none. */
function band(bytes: Uint8Array, [radius, most, from]: (typeof bands)[number], fine: boolean): string {
  const at = (i: number): number => (bytes[from + i] ?? 0) / 255;
  const petals = 3 + Math.round(at(0) * (fine ? 13 : 6));
  const height = most * (0.45 + 0.55 * at(1));
  const beats = 2 + Math.round(at(2) * 3);
  const sway = at(3) * 1.4;
  const phase = at(4) * 2 * Math.PI;
  const lines = fine ? 2 + Math.round(at(5)) : 1;
  return Array.from({ length: lines }, (_, i) => {
    const turn = phase + (i * 2 * Math.PI) / lines;
    return curve(fine ? 180 : 90, (angle) => {
      const wave = height * Math.sin(petals * angle + turn);
      return radius + wave + sway * Math.sin(beats * angle + phase);
    });
  }).join('');
}

function rosette(bytes: Uint8Array, fine: boolean): string {
  return (fine ? bands : bands.slice(0, 2)).map((one) => band(bytes, one, fine)).join('');
}

export function PersonSeal({ fingerprint, verified = false, size }: PersonSealProps) {
  const path = useMemo(() => {
    const bytes = fromBase64Url(fingerprint);
    return bytes ? rosette(bytes, size !== 'small') : '';
  }, [fingerprint, size]);
  return (
    <svg
      className={`${styles.seal} ${styles[size]} ${styles.person}`}
      viewBox="4 4 92 92"
      aria-hidden="true"
      focusable="false"
    >
      {verified ? <circle className={styles.verified} cx="50" cy="50" r="44" /> : null}
      <path className={styles.wax} d={waxPath} />
      <path className={styles.guilloche} d={path} />
    </svg>
  );
}
