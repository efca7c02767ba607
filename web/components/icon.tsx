/** The few small signs that stand before words, drawn with one pen. They say nothing that the words do not. */
import styles from './icon.module.css';

const paths = {
  /** One sheet over another. */
  copy: 'M7 7V3.5h9.5V13H13M3.5 7H13v9.5H3.5Z',
  /** Something comes down into a tray. */
  save: 'M10 3v9.5M6 8.5l4 4 4-4M3.5 13.5v3h13v-3',
  /** The corners of a QR code. */
  code: 'M3.5 3.5h4.5v4.5h-4.5ZM12 3.5h4.5v4.5h-4.5ZM3.5 12h4.5v4.5h-4.5ZM12 12h2v2M16.5 12v4.5h-4.5',
  check: 'M3.5 10.5l4.5 4.5 8.5-9.5',
  warning: 'M10 3.5L17.5 16.5H2.5ZM10 8.5v3.5M10 14.2v.1',
  plus: 'M10 3.5v13M3.5 10h13',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
