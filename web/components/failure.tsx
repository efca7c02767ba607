/** What went wrong and what to do, in the words of its code. `page` makes its title the title of the page. */
import type { ReactNode } from 'react';
import type { WireError } from '../engine/protocol.ts';
import { failureWords } from '../i18n/index.ts';
import styles from './failure.module.css';
import { Icon } from './icon.tsx';
import { Seal } from './seal.tsx';

export interface FailureProps {
  readonly error: WireError;
  readonly page?: boolean;
  readonly children?: ReactNode;
}

export function Failure({ error, page = false, children }: FailureProps) {
  const { title, next } = failureWords(error);
  return (
    <Notice title={title} next={next} page={page} broken={error.code === 'sender-changed'} role="alert">
      {children}
    </Notice>
  );
}

export interface NoticeProps {
  readonly title: string;
  readonly next: string;
  readonly page?: boolean;
  /** With a broken seal in place of a blank one. */
  readonly broken?: boolean;
  readonly role?: 'alert' | 'note';
  readonly children?: ReactNode;
}

/** The same form for words that belong to no code. */
export function Notice({ title, next, page = false, broken = false, role = 'note', children }: NoticeProps) {
  return (
    <div className={page ? styles.page : styles.notice}>
      {page ? <Seal kind={broken ? 'broken' : 'blank'} size="middle" /> : null}
      <div role={role} className={styles.words}>
        {page ? (
          <h1>{title}</h1>
        ) : (
          <p className={styles.title}>
            <Icon name="warning" />
            {title}
          </p>
        )}
        <p>{next}</p>
      </div>
      {children}
    </div>
  );
}
