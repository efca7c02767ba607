/** Points of an article that is read rather than used, each beside a hairline. */
import styles from './points.module.css';

export interface PointsProps {
  readonly items: readonly string[];
  /** What the server sees, and what it does not. */
  readonly mark?: 'seen' | 'hidden';
}

export function Points({ items, mark }: PointsProps) {
  return (
    <ul className={mark ? `${styles.points} ${styles[mark]}` : styles.points}>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

export interface TitledPointsProps {
  readonly items: readonly { readonly title: string; readonly text: string }[];
}

export function TitledPoints({ items }: TitledPointsProps) {
  return (
    <ul className={styles.points}>
      {items.map(({ title, text }) => (
        <li key={title}>
          <h3>{title}</h3>
          <p>{text}</p>
        </li>
      ))}
    </ul>
  );
}
