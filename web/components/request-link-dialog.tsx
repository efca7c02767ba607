/** A new request link: a name for oneself, an end if it shall have one, and which key pair it leads to. */
import { useState } from 'react';
import { useStore } from 'zustand';
import { NAME_MAX_CHARACTERS } from '../../shared/limits.ts';
import { t } from '../i18n/index.ts';
import { nameOf } from '../i18n/names.ts';
import { requestLinks } from '../state/later-stores.ts';
import { allowedLifetimes } from '../state/share-options.ts';
import { keyPairs } from '../state/stores.ts';
import { Dialog } from './dialog.tsx';
import { DialogForm } from './dialog-form.tsx';
import { Field } from './field.tsx';
import { useAction } from './use-action.ts';

const words = t.requestLinks.dialog;

export function RequestLinkDialog({ onClose }: { readonly onClose: () => void }) {
  const all = useStore(keyPairs.store, ({ items }) => items) ?? [];
  const [fingerprint, setFingerprint] = useState(all.find((one) => one.isDefault)?.fingerprint ?? '');
  const [name, setName] = useState('');
  const [lifetime, setLifetime] = useState('');
  const action = useAction(async () => {
    const seconds = lifetime === '' ? null : Number(lifetime);
    await requestLinks.add({ fingerprint, name: name.trim(), lifetime: seconds });
    onClose();
  });
  return (
    <Dialog title={words.title} onClose={onClose}>
      <DialogForm submit={words.submit} onSubmit={() => action.run()} onClose={onClose} action={action}>
        <Field label={words.name} hint={words.nameHint}>
          {(control) => (
            <input
              {...control}
              type="text"
              dir="auto"
              autoComplete="off"
              maxLength={NAME_MAX_CHARACTERS}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.expires}>
          {(control) => (
            <select {...control} value={lifetime} onChange={(event) => setLifetime(event.target.value)}>
              <option value="">{words.never}</option>
              {allowedLifetimes(null).map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t.lifetimes[seconds]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={words.key}>
          {(control) => (
            <select {...control} value={fingerprint} onChange={(event) => setFingerprint(event.target.value)}>
              {all.map((one) => (
                <option key={one.fingerprint} value={one.fingerprint}>
                  {nameOf(one.name, one.digits)}
                </option>
              ))}
            </select>
          )}
        </Field>
      </DialogForm>
    </Dialog>
  );
}
