/** One key pair of one's own: whose it is, where it lives, its fingerprint, and what can be done with it. */
import { useState } from 'react';
import { useStore } from 'zustand';
import type { OwnKeyPair } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { copyLater } from '../state/clipboard.ts';
import { keyPairs } from '../state/stores.ts';
import { ActRow } from './act-row.tsx';
import { Button } from './button.tsx';
import { ByHand } from './by-hand.tsx';
import { Failure } from './failure.tsx';
import { FileButton } from './file-button.tsx';
import { Fingerprint } from './fingerprint.tsx';
import type { KeyDialog } from './key-dialogs.tsx';
import styles from './key-pair-article.module.css';
import { PersonSeal } from './person-seal.tsx';
import { QrCode } from './qr-code.tsx';
import { useAction } from './use-action.ts';

export interface KeyPairArticleProps {
  readonly keyPair: OwnKeyPair;
  readonly ask: (dialog: KeyDialog) => void;
}

const words = t.keyPair;

export function KeyPairArticle({ keyPair, ask }: KeyPairArticleProps) {
  const { fingerprint, digits } = keyPair;
  const name = nameOf(keyPair.name, digits);
  const [refused, setRefused] = useState<string | null>(null);
  const [shownLink, setShownLink] = useState<string | null>(null);
  const copying = useAction(async () => setRefused(await copyLater(keyPairs.contactLink(fingerprint))));
  const showing = useAction(async () =>
    setShownLink(shownLink === null ? await keyPairs.contactLink(fingerprint) : null),
  );
  const handing = useAction((give: () => Promise<void>) => give());
  const choosing = useAction(() => keyPairs.makeDefault(fingerprint));
  const failed = [copying, showing, handing, choosing].find(({ state }) => state.kind === 'failed')?.state;

  return (
    <article aria-label={name} className={styles.article}>
      <div className={styles.top}>
        <PersonSeal fingerprint={fingerprint} size="middle" />
        <div>
          <h3>
            <bdi>{name}</bdi>
          </h3>
          {keyPair.isDefault ? <p className={styles.tag}>{words.isDefault}</p> : null}
          <p className={styles.soft}>{words.made(keyPair.created)}</p>
        </div>
      </div>
      <Standing keyPair={keyPair} />
      <ActRow
        seldom={
          <>
            <Button weight="quiet" onClick={() => ask({ kind: 'code', keyPair })}>
              {words.showBackup}
            </Button>
            <Button weight="quiet" onClick={() => ask({ kind: 'pem', keyPair })}>
              {words.exportPem}
            </Button>
          </>
        }
      >
        <FileButton onFile={(file) => ask({ kind: 'check', keyPair, file })}>{words.checkBackup}</FileButton>
        <Button onClick={() => handing.run(() => keyPairs.exportBackup(fingerprint))}>
          {words.exportBackup}
        </Button>
      </ActRow>
      <p aria-live="polite" className={styles.answer}>
        {handing.state.kind === 'done' ? words.handed : null}
      </p>
      <div className={styles.print}>
        <dl>
          <dt>{words.fingerprint}</dt>
          <dd>
            <Fingerprint digits={digits} />
          </dd>
        </dl>
        <QrCode small text={digits.join('')} caption={words.fingerprintCode} />
      </div>
      <ActRow
        seldom={
          <Button weight="quiet" onClick={() => handing.run(() => keyPairs.exportPublicKey(fingerprint))}>
            {words.exportPublic}
          </Button>
        }
      >
        <Button aria-disabled={copying.state.kind === 'busy'} onClick={() => copying.run()}>
          {words.copyLink}
        </Button>
        <Button aria-expanded={shownLink !== null} onClick={() => showing.run()}>
          {words.showLink}
        </Button>
      </ActRow>
      <p aria-live="polite" className={styles.answer}>
        {copying.state.kind === 'done' && refused === null ? words.copied : null}
      </p>
      {refused === null ? null : <ByHand label={words.contactLink} hint={words.copyRefused} text={refused} />}
      {shownLink === null ? null : <QrCode text={shownLink} caption={words.linkCode} />}
      <div className={styles.end}>
        <ActRow
          seldom={
            <>
              <Button
                weight="quiet"
                aria-disabled={keyPair.isDefault}
                onClick={() => keyPair.isDefault || choosing.run()}
              >
                {words.makeDefault}
              </Button>
              {keyPair.successor === null ? (
                <Button weight="quiet" onClick={() => ask({ kind: 'rotate', keyPair })}>
                  {words.rotate}
                </Button>
              ) : null}
              <Button weight="quiet" onClick={() => ask({ kind: 'delete', keyPair })}>
                {words.remove}
              </Button>
            </>
          }
        />
      </div>
      {failed?.kind === 'failed' ? <Failure error={failed.error} /> : null}
    </article>
  );
}

/** Where it lives, whether its backup is proved, and what took its place. */
function Standing({ keyPair }: { readonly keyPair: OwnKeyPair }) {
  const successor = useStore(keyPairs.store, ({ items }) =>
    items?.find(({ fingerprint }) => fingerprint === keyPair.successor),
  );
  const name = successor ? nameOf(successor.name, successor.digits) : words.otherKey;
  return (
    <div className={styles.standing}>
      <p className={keyPair.backup === 'checked' ? styles.checked : styles.unchecked}>
        {words.where[keyPair.backup]}
      </p>
      {keyPair.backup === 'saved' ? <p className={styles.soft}>{words.unchecked}</p> : null}
      {keyPair.published ? null : <p className={styles.soft}>{words.unpublished}</p>}
      {keyPair.successor === null ? null : <p>{words.succeeded(name, successor?.digits[0] ?? '')}</p>}
    </div>
  );
}
