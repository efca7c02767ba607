/** The link that a person gives away: to read, to copy with one press, and as a picture for a camera. */
import { useId, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { QrCode } from './qr-code.tsx';
import styles from './share-link.module.css';
import { useAction } from './use-action.ts';

export interface ShareLinkProps {
  readonly link: string;
  /** Whether the server knows of the share, so that the link leads somewhere. */
  readonly created: boolean;
  /** Whether it needs a passphrase too. */
  readonly locked: boolean;
  /** Whether whoever has it can open the share; else named people alone can. */
  readonly byLink: boolean;
  /** Signed by a key pair of this person. */
  readonly signed: boolean;
  /** Something else is the one thing to press. */
  readonly isSecond: boolean;
}

export function ShareLink({ link, created, locked, byLink, signed, isSecond }: ShareLinkProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [qr, setQr] = useState(false);
  const copy = useAction(() => navigator.clipboard.writeText(link));
  const opened = byLink ? t.link.copied(locked) : t.access.copied;
  const press = (): void => {
    field.current?.select();
    copy.run();
  };
  return (
    <div className={styles.link}>
      <label htmlFor={id} className={styles.label}>
        {t.link.label}
      </label>
      <div className={styles.row}>
        <input
          ref={field}
          id={id}
          className={styles.field}
          type="text"
          readOnly
          value={link}
          dir="ltr"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button weight={isSecond ? 'paper' : 'wax'} disabled={!created} onClick={press}>
          <Icon name={copy.state.kind === 'done' ? 'check' : 'copy'} />
          {t.link.copy}
        </Button>
      </div>
      <div className={styles.below}>
        <Button weight="quiet" aria-expanded={qr} onClick={() => setQr(!qr)}>
          <Icon name="code" />
          {t.link.qr}
        </Button>
        <p className={styles.answer} aria-live="polite">
          {created ? null : t.link.soon}
          {copy.state.kind === 'done' ? opened : null}
          {copy.state.kind === 'failed' ? t.link.copyRefused : null}
        </p>
      </div>
      {qr ? <QrCode text={link} caption={byLink ? t.link.qrImage(locked) : t.access.only} /> : null}
      {byLink ? null : <p className={styles.people}>{t.access.only}</p>}
      <p className={styles.only}>{signed ? t.access.onlyKey : t.link.only}</p>
    </div>
  );
}
