/**
 * Every token, and every component in each of its states, on one page: /design of the development server, for who changes
 * how something looks. No build holds it (e2e/design.spec.ts), so its words are in no catalogue.
 */
import { Page } from '../components/page.tsx';
import { ControlSheet } from './control-sheet.tsx';
import styles from './design.module.css';
import { StateSheet } from './state-sheet.tsx';
import { TokenSheet } from './token-sheet.tsx';

export function DesignPage() {
  return (
    <Page>
      <div className={styles.part}>
        <h1>The parts that Sealdrop is made of.</h1>
        <p>
          Paper and wax. Surfaces are calm paper with a hairline; wax is for what is sealed, and for the one
          thing to press. Verdigris is for what was verified, ochre for warnings. Only what is lifted has a
          shadow, and only what changes moves.
        </p>
      </div>
      <TokenSheet />
      <ControlSheet />
      <StateSheet />
    </Page>
  );
}
