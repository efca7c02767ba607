/** The request links that were given out: whose each is, how long it lasts, and how to end it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { OwnKeyPair, RequestLink } from '../engine/people-protocol.ts';
import { formatSentences, visibleName } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { copyLater } from '../state/clipboard.ts';
import { config } from '../state/config.ts';
import { requestLinks } from '../state/later-stores.ts';
import { keyPairs } from '../state/stores.ts';
import { ActRow } from './act-row.tsx';
import { Button } from './button.tsx';
import { ByHand } from './by-hand.tsx';
import { EmptyState } from './empty-state.tsx';
import { Failure } from './failure.tsx';
import styles from './request-link-list.module.css';
import { useAction } from './use-action.ts';
import { useQrToggle } from './use-qr-toggle.tsx';
import { useQuestion } from './use-question.tsx';

const words = t.requestLinks;

function Row({ link, owner }: { readonly link: RequestLink; readonly owner: OwnKeyPair | undefined }) {
  const [refused, setRefused] = useState<string | null>(null);
  const copying = useAction(async () => setRefused(await copyLater(Promise.resolve(link.link))));
  const qr = useQrToggle(link.link, t.keyPair.linkCode);
  const name = link.name === '' ? words.contact : visibleName(link.name);
  const revocation = useQuestion(
    { title: name, ask: words.revoke, warning: words.revokeWarning, surely: words.revokeSurely },
    () => requestLinks.revoke(link.fingerprint, link.id),
  );
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className={styles.name}>
          <bdi>{name}</bdi>
        </p>
        <p className={styles.soft}>
          {formatSentences([
            ...(owner ? [words.ofKey(nameOf(owner.name, owner.digits))] : []),
            words.until(link.expires),
          ])}
        </p>
      </div>
      <ActRow seldom={revocation.button}>
        <Button onClick={() => copying.run()}>{words.copy}</Button>
        {qr.button}
      </ActRow>
      {revocation.question}
      <p aria-live="polite" className={styles.answer}>
        {copying.state.kind === 'done' && refused === null ? words.copied : null}
      </p>
      {refused === null ? null : <ByHand label={words.one} hint={words.copyRefused} text={refused} />}
      {qr.code}
    </li>
  );
}

export function RequestLinkList({ create }: { readonly create: () => void }) {
  const { items, error } = useStore(requestLinks.store);
  const isOff = useStore(config, (state) => state.answer?.requestLinks === 'off');
  const owners = useStore(keyPairs.store, (state) => state.items) ?? [];
  return (
    <section aria-labelledby="request-links" className={styles.section}>
      <h2 id="request-links">{words.list}</h2>
      <p className={styles.soft}>{isOff ? words.off : words.about}</p>
      {error ? <Failure error={error} /> : null}
      {items?.length === 0 && !isOff ? (
        <EmptyState drawing="links" title={words.empty}>
          {owners.length > 0 ? null : <p>{words.needsKey}</p>}
        </EmptyState>
      ) : null}
      {items && items.length > 0 ? (
        <ul aria-label={words.list} className={styles.list}>
          {items.map((link) => (
            <Row
              key={link.id}
              link={link}
              owner={owners.find(({ fingerprint }) => fingerprint === link.fingerprint)}
            />
          ))}
        </ul>
      ) : null}
      {isOff || owners.length === 0 ? null : (
        <div className={items?.length === 0 ? styles.middle : undefined}>
          <Button onClick={create}>{words.create}</Button>
        </div>
      )}
    </section>
  );
}
