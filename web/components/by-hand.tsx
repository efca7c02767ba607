/** A text to be copied by hand, where the browser would not. */
import { Field } from './field.tsx';

export function ByHand({ label, hint, text }: Record<'label' | 'hint' | 'text', string>) {
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="text"
          readOnly
          dir="ltr"
          spellCheck={false}
          value={text}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
    </Field>
  );
}
