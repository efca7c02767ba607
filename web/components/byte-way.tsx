/** The way of a byte, drawn: sealed in one browser, kept closed, opened in another, and the link around all of it. */
import { formatNumber } from '../i18n/format.ts';
import styles from './byte-way.module.css';

/** A closed letter, `w` wide, with its seal. */
function Letter({ x, y, w }: Readonly<Record<'x' | 'y' | 'w', number>>) {
  const h = w * 0.64;
  const middle = [x + w / 2, y + h * 0.6] as const;
  return (
    <>
      <rect className={styles.sheet} x={x} y={y} width={w} height={h} />
      <path d={`M${x} ${y}L${middle.join(' ')}L${x + w} ${y}`} />
      <circle className={styles.wax} cx={middle[0]} cy={middle[1]} r={w / 8} />
    </>
  );
}

/** A browser's window at `x`. */
function Window({ x }: { readonly x: number }) {
  return (
    <>
      <rect className={styles.paper} x={x} y="62" width="84" height="80" rx="3" />
      <path d={`M${x} 76H${x + 84}`} />
    </>
  );
}

function Step({
  number,
  x,
  y,
  name,
}: {
  readonly number: number;
  readonly x: number;
  readonly y: number;
  readonly name: string;
}) {
  return (
    <g className={styles[name]}>
      <circle className={styles.paper} cx={x} cy={y} r="9" />
      <text x={x} y={y + 4}>
        {formatNumber(number)}
      </text>
    </g>
  );
}

const shelves = [84, 110, 136] as const;
const letters = [
  [144, 68.2],
  [172, 68.2],
  [158, 94.2],
  [190, 94.2],
  [146, 120.2],
  [174, 120.2],
] as const;

/** `description`: the same in words. */
export function ByteWay({ description }: { readonly description: string }) {
  return (
    <svg className={styles.drawing} viewBox="0 0 360 172" role="img" aria-label={description}>
      <g className={styles.art}>
        <path className={styles.link} d="M50 58C76 14 284 14 310 58" />
        <path className={styles.key} d="M302.5 53L310 58L311.5 49" />
        <Window x={8} />
        <Letter x={24} y={92} w={52} />
        <path d="M96 109H134M128 104L134 109L128 114" />
        <rect className={styles.paper} x="138" y="62" width="84" height="80" rx="3" />
        {shelves.map((y) => (
          <path key={y} d={`M138 ${y}H222`} />
        ))}
        {letters.map(([x, y]) => (
          <Letter key={`${x} ${y}`} x={x} y={y} w={24} />
        ))}
        <path d="M226 109H264M258 104L264 109L258 114" />
        <Window x={268} />
        <path className={styles.sheet} d="M284 103L310 88L336 103" />
        <rect className={styles.sheet} x="291" y="84" width="38" height="34" />
        <path d="M297 92H323M297 98H323M297 104H315" />
        <path className={styles.sheet} d="M284 103L310 119L336 103V132H284Z" />
        <path className={styles.wax} d="M307 116A6 6 0 0 0 307 128Z" />
        <path className={styles.wax} d="M313 116A6 6 0 0 1 313 128Z" />
      </g>
      <rect className={`${styles.paper} ${styles.key}`} x="168" y="15" width="24" height="20" rx="3" />
      <text x="180" y="29">
        #
      </text>
      <Step number={1} x={50} y={158} name="first" />
      <Step number={2} x={180} y={158} name="second" />
      <Step number={3} x={206} y={25} name="third" />
      <Step number={4} x={310} y={158} name="last" />
    </svg>
  );
}
