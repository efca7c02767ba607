/** The language of the page: as the browser wants it, or chosen here. Each is named in itself, so that whoever reads no other finds it. */
import { useId } from 'react';
import { useStore } from 'zustand';
import { t } from '../i18n/index.ts';
import { isLanguage, languageNames, languages } from '../i18n/languages.ts';
import { chooseLanguage, language } from '../state/language.ts';
import { Failure } from './failure.tsx';
import field from './field.module.css';
import styles from './language-choice.module.css';
import { useAction } from './use-action.ts';

const words = t.language;

export function LanguageChoice() {
  const id = useId();
  const chosen = useStore(language, (state) => state.chosen);
  const choosing = useAction(chooseLanguage);
  return (
    <div className={styles.choice}>
      <h2>
        <label htmlFor={id}>{words.label}</label>
      </h2>
      <select
        id={id}
        className={field.control}
        value={chosen ?? ''}
        onChange={({ target: { value } }) => choosing.run(isLanguage(value) ? value : null)}
      >
        <option value="">{words.asBrowser}</option>
        {languageNames.map((name) => (
          <option key={name} value={name} lang={name} dir={languages[name].dir}>
            {languages[name].name}
          </option>
        ))}
      </select>
      {choosing.state.kind === 'failed' ? <Failure error={choosing.state.error} /> : null}
    </div>
  );
}
