/** Deleting a key pair: what would be lost with it, and its name typed, so that it is no slip of the hand. */
import { Suspense, use, useState } from 'react';
import type { DeletionLoss, OwnKeyPair } from '../engine/people-protocol.ts';
import { t } from '../i18n/index.ts';
import { withoutIsolates } from '../i18n/isolated.ts';
import { nameOf } from '../i18n/names.ts';
import { keyPairs } from '../state/stores.ts';
import styles from './delete-key-dialog.module.css';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { useAction } from './use-action.ts';

const words = t.keyDialogs.remove;
/** More names would hide what stands below them. */
const SHOWN = 8;

/** A name as it is compared: nobody types the marks that the page puts around it, and who copies it may get them. */
const bare = (text: string): string => withoutIsolates(text).trim().normalize('NFC');

export interface DeleteKeyDialogProps {
  readonly keyPair: OwnKeyPair;
  readonly onClose: () => void;
}

export function DeleteKeyDialog({ keyPair, onClose }: DeleteKeyDialogProps) {
  const { fingerprint, digits } = keyPair;
  const name = nameOf(keyPair.name, digits);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [loss] = useState(() => keyPairs.lossOf(fingerprint).catch(() => null));
  const action = useAction(() => keyPairs.remove(fingerprint).then(onClose));
  const press = (): void => {
    const same = bare(typed) === bare(name);
    setWrong(!same);
    if (same) action.run();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <DialogForm
        explain={words.explain}
        submit={words.submit}
        onSubmit={press}
        onClose={onClose}
        action={action}
      >
        <Suspense fallback={<p>{words.looking}</p>}>
          <Loss loss={loss} />
        </Suspense>
        <Field label={t.keyDialogs.name} hint={words.nameHint(name)} problem={wrong ? words.wrongName : null}>
          {(control) => (
            <input
              {...control}
              type="text"
              dir="auto"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}

function Loss({ loss }: { readonly loss: Promise<DeletionLoss | null> }) {
  const known = use(loss);
  const { shares = [], deliveries = null, requestLinks = null } = known ?? {};
  const rest = shares.length - SHOWN;
  return (
    <ul className={styles.loss}>
      <li>{words.always}</li>
      <li>
        {shares.length === 0 ? words.noShares : words.shares}
        <ul>
          {shares.slice(0, SHOWN).map((name, i) => (
            // Names repeat, and their order does not change while the dialog is open.
            <li key={`${i}${name}`}>
              <bdi>{name}</bdi>
            </li>
          ))}
          {rest > 0 ? <li>{words.moreShares(rest)}</li> : null}
        </ul>
      </li>
      {deliveries === null ? <li>{words.unknown}</li> : <li>{words.deliveries(deliveries)}</li>}
      {requestLinks === null ? null : <li>{words.links(requestLinks)}</li>}
    </ul>
  );
}
