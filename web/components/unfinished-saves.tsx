/** What was begun to be saved of an opened share and broken off: how much of it is here, to go on with or to give up. */
import type { UnfinishedSave } from '../engine/protocol.ts';
import { t } from '../i18n/index.ts';
import { opening } from '../state/stores.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import styles from './share-article.module.css';
import list from './share-list.module.css';
import { useAction } from './use-action.ts';

interface UnfinishedProps {
  readonly unfinished: UnfinishedSave;
  /** Something of the share is being saved. */
  readonly busy: boolean;
}

function Unfinished({ unfinished, busy }: UnfinishedProps) {
  const discarding = useAction(() => opening.discardSave(unfinished));
  const { done, total } = unfinished;
  const name = opening.nameOf(unfinished);
  return (
    <article aria-label={name} className={styles.article}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      <p className={styles.details}>{t.open.unfinishedHint(done, total)}</p>
      <div className={styles.buttons}>
        <Button weight="wax" aria-disabled={busy} onClick={() => void opening.save(unfinished.path)}>
          {t.open.continueSave}
        </Button>
        <Button
          aria-disabled={busy || discarding.state.kind === 'busy'}
          onClick={() => (busy ? undefined : discarding.run())}
        >
          {t.open.discardSave}
        </Button>
      </div>
      {discarding.state.kind === 'failed' ? <Failure error={discarding.state.error} /> : null}
    </article>
  );
}

export interface UnfinishedSavesProps {
  readonly unfinished: readonly UnfinishedSave[];
  readonly busy: boolean;
}

export function UnfinishedSaves({ unfinished, busy }: UnfinishedSavesProps) {
  if (unfinished.length === 0) return null;
  return (
    <section className={list.list}>
      <h2>{t.open.unfinished}</h2>
      {unfinished.map((one) => (
        <Unfinished key={one.path} unfinished={one} busy={busy} />
      ))}
    </section>
  );
}
