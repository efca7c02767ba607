/** What is pressed, filled in and chosen, in each of its states. */
import { useState } from 'react';
import { AppearanceChoice } from '../components/appearance-choice.tsx';
import { Button } from '../components/button.tsx';
import { Check } from '../components/check.tsx';
import { Dialog } from '../components/dialog.tsx';
import { DialogForm } from '../components/dialog-form.tsx';
import { DropSheet } from '../components/drop-sheet.tsx';
import { Field } from '../components/field.tsx';
import { FileInputs } from '../components/file-inputs.tsx';
import { Icon, type IconName } from '../components/icon.tsx';
import { dropTarget } from '../state/drop-target.ts';
import styles from './design.module.css';
import { Part } from './part.tsx';

const icons: readonly IconName[] = ['copy', 'save', 'code', 'check', 'warning', 'plus'];
const nothing = (): void => undefined;

export function ControlSheet() {
  const [checked, setChecked] = useState(true);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Part title="Buttons: wax for the one thing to press">
        {(['wax', 'paper', 'quiet'] as const).map((weight) => (
          <div key={weight} className={styles.row}>
            <Button weight={weight}>Weight {weight}</Button>
            <Button weight={weight}>
              <Icon name="copy" />
              With a sign
            </Button>
            <Button weight={weight} aria-disabled>
              Busy
            </Button>
            <Button weight={weight} disabled>
              Disabled
            </Button>
          </div>
        ))}
      </Part>
      <Part title="Signs">
        <div className={styles.row}>
          {icons.map((name) => (
            <span key={name} className={styles.row}>
              <Icon name={name} /> {name}
            </span>
          ))}
        </div>
      </Part>
      <Part title="Fields">
        <Field label="Empty" hint="What it is for.">
          {(control) => <input {...control} />}
        </Field>
        <Field label="With a complaint" problem="That is no whole number.">
          {(control) => <input {...control} defaultValue="many" />}
        </Field>
        <Field label="Disabled">
          {(control) => <input {...control} disabled value="not now" readOnly />}
        </Field>
        <Field label="Chosen">
          {(control) => (
            <select {...control}>
              <option>7 days</option>
              <option>30 days</option>
            </select>
          )}
        </Field>
        <Field label="Written">
          {(control) => <textarea {...control} rows={2} defaultValue="A few words." />}
        </Field>
        <Check checked={checked} onChange={setChecked}>
          A box to tick
        </Check>
        <AppearanceChoice />
        <FileInputs onFiles={nothing} />
      </Part>
      <Part title="The sheet that takes files">
        <DropSheet
          invitation="Drop files or folders anywhere in this window"
          small="What is good to know before."
          onFiles={nothing}
        />
        <Button onClick={() => dropTarget.setState(({ over }) => ({ over: !over }))}>
          Hover over it, or not
        </Button>
      </Part>
      <Part title="Dialog">
        <Button onClick={() => setOpen(true)}>Open a dialog</Button>
        {isOpen ? (
          <Dialog title="A dialog" onClose={() => setOpen(false)}>
            <DialogForm
              explain="What will happen."
              submit="Do it"
              onSubmit={() => setOpen(false)}
              onClose={() => setOpen(false)}
              action={{ state: { kind: 'idle' } }}
            >
              <Field label="A field in it">{(control) => <input {...control} />}</Field>
            </DialogForm>
          </Dialog>
        ) : null}
      </Part>
    </>
  );
}
