/** Puts the sender of an opened share on this person's list of people, under the name that they gave themselves. */
import { t } from '../i18n/index.ts';
import { opening } from '../state/stores.ts';
import styles from './add-sender.module.css';
import { Button } from './button.tsx';
import { Failure } from './failure.tsx';
import { useAction } from './use-action.ts';

export function AddSender() {
  const adding = useAction(() => opening.addSender());
  return (
    <div className={styles.add}>
      <Button aria-disabled={adding.state.kind === 'busy'} onClick={() => adding.run()}>
        {t.sender.add}
      </Button>
      {adding.state.kind === 'failed' ? <Failure error={adding.state.error} /> : null}
    </div>
  );
}
