/** What was put away, in one line where it stood, and the button that brings it back. It has the focus that its article had. */
import { useEffect, useId, useRef } from 'react';
import { t } from '../i18n/index.ts';
import type { List } from '../state/list.ts';
import { undo } from '../state/stores.ts';
import type { PutAway } from '../state/undo.ts';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import styles from './undo-line.module.css';
import { useAction } from './use-action.ts';

export interface UndoLineProps {
  readonly away: PutAway;
  /** That it stands in. */
  readonly list: Pick<List<unknown>, 'refresh'>;
}

function said({ kind, name, count }: PutAway): string {
  return kind === 'deliveries' ? t.undo.done.deliveries(count) : t.undo.done[kind](name);
}

export function UndoLine({ away, list }: UndoLineProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const taking = useAction(() => undo.takeBack(() => list.refresh()));
  useEffect(() => button.current?.focus(), []);
  return (
    <>
      <div className={styles.line}>
        <p id={id}>
          <bdi>{said(away)}</bdi>
        </p>
        <Button
          ref={button}
          weight="quiet"
          aria-describedby={id}
          aria-disabled={taking.state.kind === 'busy'}
          onClick={() => taking.run()}
        >
          {t.undo.undo}
        </Button>
      </div>
      {taking.state.kind === 'failed' ? <Failure error={taking.state.error} /> : null}
    </>
  );
}
