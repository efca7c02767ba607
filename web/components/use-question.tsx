/** What cannot be undone is asked about first: by one press of its button, and done by another in the dialog that it opens. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../i18n/index.ts';
import { Button, type ButtonProps } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Failure } from './failure.tsx';
import { type Action, useAction } from './use-action.ts';
import styles from './use-question.module.css';

export interface QuestionWords {
  /** What it is done to. */
  readonly title: string;
  readonly ask: string;
  /** What it would mean. */
  readonly warning: string;
  readonly surely: string;
}

interface QuestionProps {
  readonly words: QuestionWords;
  readonly action: Action<[]>;
  readonly onClose: () => void;
}

function Question({ words, action, onClose }: QuestionProps) {
  const { state } = action;
  const keep = useRef<HTMLButtonElement>(null);
  // A key that is still held, or a second tap, keeps what there is.
  useEffect(() => keep.current?.focus(), []);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{words.warning}</p>
      {state.kind === 'failed' ? <Failure error={state.error} /> : null}
      <div className={styles.answers}>
        <Button weight="wax" aria-disabled={state.kind === 'busy'} onClick={() => action.run()}>
          {words.surely}
        </Button>
        <Button ref={keep} onClick={onClose}>
          {t.inbox.keep}
        </Button>
      </div>
    </Dialog>
  );
}

export interface Asked {
  readonly button: ReactNode;
  /** For another place of the same article. */
  readonly question: ReactNode;
  readonly isDone: boolean;
}

export interface AskedHow {
  readonly weight?: ButtonProps['weight'];
  /** Else it is done by the one press, and what fails is said in place of the question. */
  readonly isNeeded?: boolean;
}

/** The focus, where nothing has it, goes to the list's heading, or to that of the page where no list is left. */
function rest(heading: HTMLElement | null): void {
  if (!heading || document.activeElement !== document.body) return;
  const found = heading.isConnected ? heading : document.querySelector('h1');
  if (!found) return;
  found.tabIndex = -1;
  found.focus();
}

export function useQuestion(
  words: QuestionWords,
  act: () => Promise<void>,
  { weight = 'quiet', isNeeded = true }: AskedHow = {},
): Asked {
  const [asked, setAsked] = useState(false);
  const asker = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLElement>(null);
  const action = useAction(async () => {
    // Before it is gone.
    heading.current = asker.current?.closest('section')?.querySelector('h2') ?? document.querySelector('h1');
    await act();
    setAsked(false);
  });
  // With what is gone went the button that had the focus.
  useEffect(() => () => rest(heading.current), []);
  const close = (): void => {
    setAsked(false);
    action.reset();
  };
  const press = (): void => {
    if (!isNeeded) return action.run();
    action.reset();
    setAsked(true);
  };
  const { state } = action;
  const failure = state.kind === 'failed' ? <Failure error={state.error} /> : null;
  return {
    button: (
      <Button ref={asker} weight={weight} aria-disabled={state.kind === 'busy'} onClick={press}>
        {words.ask}
      </Button>
    ),
    question: asked ? <Question words={words} action={action} onClose={close} /> : failure,
    isDone: state.kind === 'done',
  };
}
