/** How it works: the way of a byte, what the server sees, what a link and a seal are, and what to do when a key is lost. */
import { useStore } from 'zustand';
import { ByteWay } from '../components/byte-way.tsx';
import { Page } from '../components/page.tsx';
import { PersonSeal } from '../components/person-seal.tsx';
import { Points, TitledPoints } from '../components/points.tsx';
import { Seal } from '../components/seal.tsx';
import { type HowTexts, howCatalogues } from '../i18n/long-catalogues.ts';
import { longTexts } from '../state/long-texts.ts';
import styles from './article.module.css';

export const howTexts = longTexts(howCatalogues);

/** The two parts of a link. */
const ADDRESS = 'https://…/s/…';
const KEY = '#…';

/** Of nobody: a seal to show what one looks like. */
const EXAMPLE = 'c2VhbGRyb3AgaXMgYSBzZWFsZWQgbGV0dGVyIGZvciA';

function LinkSection({ texts }: { readonly texts: HowTexts['link'] }) {
  return (
    <section className={styles.section}>
      <h2>{texts.heading}</h2>
      <dl className={styles.link}>
        <div>
          <dt>
            <span dir="ltr">{ADDRESS}</span>
          </dt>
          <dd>{texts.address}</dd>
        </div>
        <div>
          <dt className={styles.key}>
            <span dir="ltr">{KEY}</span>
          </dt>
          <dd>{texts.key}</dd>
        </div>
      </dl>
      <Points items={texts.items} />
    </section>
  );
}

function SealSection({ texts }: { readonly texts: HowTexts['seal'] }) {
  return (
    <section className={styles.section}>
      <h2>{texts.heading}</h2>
      <Points items={texts.items} />
      <ul className={styles.kinds}>
        <li>
          <PersonSeal fingerprint={EXAMPLE} verified size="middle" />
          <p>{texts.kinds.verified}</p>
        </li>
        <li>
          <Seal kind="blank" size="middle" />
          <p>{texts.kinds.blank}</p>
        </li>
        <li>
          <Seal kind="broken" size="middle" />
          <p>{texts.kinds.broken}</p>
        </li>
      </ul>
    </section>
  );
}

export function HowPage() {
  const { texts } = useStore(howTexts.store);
  if (!texts) return null;
  const { way, sees, hidden, link, seal, lost, cannot } = texts;
  return (
    <Page>
      <div className={styles.page}>
        <div className={styles.top}>
          <h1>{texts.heading}</h1>
          <p>{texts.about}</p>
        </div>
        <section className={styles.section}>
          <h2>{way.heading}</h2>
          <ByteWay description={way.drawing} />
          <ol className={styles.steps}>
            {way.steps.map(({ title, text }) => (
              <li key={title}>
                <h3>{title}</h3>
                <p>{text}</p>
              </li>
            ))}
          </ol>
        </section>
        <section className={styles.section}>
          <h2>{sees.heading}</h2>
          <Points items={sees.items} mark="seen" />
        </section>
        <section className={styles.section}>
          <h2>{hidden.heading}</h2>
          <Points items={hidden.items} mark="hidden" />
        </section>
        <LinkSection texts={link} />
        <SealSection texts={seal} />
        <section className={styles.section}>
          <h2>{lost.heading}</h2>
          <TitledPoints items={lost.items} />
        </section>
        <section className={styles.section}>
          <h2>{cannot.heading}</h2>
          <Points items={cannot.items} />
          <p className={styles.soft}>{cannot.more}</p>
        </section>
      </div>
    </Page>
  );
}
