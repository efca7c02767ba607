/** Send to somebody: the page of a request link. Who opens it needs no key and sees whose it is before any file is taken. */
import { useStore } from 'zustand';
import { Button } from '../components/button.tsx';
import { DeliveryView } from '../components/delivery-view.tsx';
import { Failure } from '../components/failure.tsx';
import { Fingerprint } from '../components/fingerprint.tsx';
import { Page } from '../components/page.tsx';
import { PasteLink } from '../components/paste-link.tsx';
import { PersonSeal } from '../components/person-seal.tsx';
import { RequestForm } from '../components/request-form.tsx';
import { Seal } from '../components/seal.tsx';
import type { RequestTarget } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { request } from '../state/later-stores.ts';
import { passing } from '../state/passing.ts';
import { openPastedRequest } from '../state/request-arrivals.ts';
import { isRunning } from '../state/sending.ts';
import { sending } from '../state/stores.ts';
import open from './open.module.css';
import styles from './request.module.css';

const words = t.request;

function aboutName(kind: RequestTarget['kind']): string | null {
  return kind === 'self' ? null : words[kind];
}

function Target({ target }: { readonly target: RequestTarget }) {
  const { delivery, preparing } = useStore(request.store);
  const sent = useStore(sending.store, (state) => (delivery === null ? undefined : state.sent[delivery]));
  const tracked = useStore(sending.store, (state) =>
    delivery === null ? undefined : state.transfers[delivery],
  );
  const name = nameOf(target.name, target.digits);
  const about = aboutName(target.kind);
  const busy =
    preparing || (sent !== undefined && !sent.deleted && (!tracked || isRunning(tracked.transfer)));
  return (
    <>
      <div className={target.kind === 'verified' ? `${styles.top} ${styles.ringed}` : styles.top}>
        <PersonSeal fingerprint={target.fingerprint} verified={target.kind === 'verified'} size="middle" />
        <h1>
          <bdi>{words.heading(name)}</bdi>
        </h1>
      </div>
      <p className={styles.soft}>{target.kind === 'self' ? words.purposeSelf : words.purpose(name)}</p>
      <dl className={styles.print}>
        <dt>{words.fingerprint}</dt>
        <dd>
          <Fingerprint digits={target.digits} />
        </dd>
        {about === null ? null : <dd className={styles.soft}>{about}</dd>}
      </dl>
      {busy || sent ? <DeliveryView key={delivery} sent={sent} tracked={tracked} /> : null}
      {busy ? null : <RequestForm name={name} again={sent !== undefined} />}
    </>
  );
}

export function RequestPage() {
  const view = useStore(request.store, (state) => state.view);
  switch (view.state) {
    case 'loading':
      return (
        <Page>
          <div className={open.waiting}>
            <Seal kind="wax" size="large" ring={0} />
            <h1>{words.loading}</h1>
          </div>
        </Page>
      );
    case 'open':
      return (
        <Page>
          <Target target={view.target} />
        </Page>
      );
    case 'failed':
      return (
        <Page>
          <Failure page error={view.error}>
            {view.error.code === 'link-cut' ? (
              <PasteLink open={openPastedRequest} wrong={words.pasteWrong} />
            ) : null}
            {passing.includes(view.error.code) ? (
              <Button weight="wax" onClick={() => void request.openAgain()}>
                {t.open.retry}
              </Button>
            ) : null}
          </Failure>
        </Page>
      );
  }
}
