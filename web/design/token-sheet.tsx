/** The tokens as they are in tokens.css itself: what is added there stands here. */
import tokens from '../styles/tokens.css?raw';
import styles from './design.module.css';
import { Part } from './part.tsx';

const plain = tokens.slice(0, tokens.indexOf('@media'));
const all = [...plain.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => ({
  name,
  value,
}));
const are = (pattern: RegExp) => all.filter(({ value }) => pattern.test(value));

const colours = are(/^light-dark|^white$|^black$/);
const faces = are(/(serif|monospace)$/);
const texts = ['tiny', 'small', 'text', 'large', 'title'];
const spaces = all.filter(({ name }) => /^u\d/.test(name));
const motions = are(/^\d+ms$/);

export function TokenSheet() {
  return (
    <>
      <Part title="Colour">
        <ul className={styles.swatches}>
          {colours.map(({ name }) => (
            <li key={name}>
              <span className={styles.swatch} style={{ background: `var(--${name})` }} />
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Type">
        {texts.map((name) => (
          <p
            key={name}
            style={{
              font: `${name === 'title' ? '600 ' : ''}var(--${name}) / 1.3 var(--${name === 'title' ? 'display' : 'sans'})`,
            }}
          >
            {name}: nobody in between can read, change or cut it.
          </p>
        ))}
        {faces.map(({ name }) => (
          <p key={name} style={{ fontFamily: `var(--${name})` }}>
            {name}: 0123456789, Qq, fi, &amp;
          </p>
        ))}
      </Part>
      <Part title="Space">
        {spaces.map(({ name, value }) => (
          <div key={name} className={styles.row}>
            <span className={styles.space} style={{ width: `var(--${name})` }} />
            <code>
              {name} {value}
            </code>
          </div>
        ))}
      </Part>
      <Part title="Line, radius, shadow">
        <div className={styles.row}>
          <div className={styles.flat}>Flat: a hairline, and the one radius</div>
          <div className={styles.lifted}>Lifted: dragged over, or a dialog</div>
        </div>
      </Part>
      <Part title="Motion">
        <p>With prefers-reduced-motion nothing of this moves. Point at a line.</p>
        {motions.map(({ name, value }) => (
          <div key={name} className={styles.track}>
            <code>
              {name} {value}
            </code>
            <span className={styles.mover} style={{ transitionDuration: `var(--${name})` }} />
          </div>
        ))}
      </Part>
    </>
  );
}
