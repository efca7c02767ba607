/** A native modal dialog, open as long as it is drawn. Escape and its own buttons close it; the focus goes back. */
import { type ReactNode, useId } from 'react';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function openModal(dialog: HTMLDialogElement): () => void {
  dialog.showModal();
  // Taken out of the page without it, the focus would be lost.
  return () => dialog.close();
}

export function Dialog({ title, onClose, children }: DialogProps) {
  const id = useId();
  return (
    <dialog ref={openModal} className={styles.dialog} aria-labelledby={id} onClose={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}
