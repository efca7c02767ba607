/** A button in one of three weights: wax for the one thing to press, paper for the others, quiet for the least. */
import type { ComponentProps } from 'react';
import styles from './button.module.css';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly weight?: 'wax' | 'paper' | 'quiet';
}

export function Button({ weight = 'paper', type = 'button', ...rest }: ButtonProps) {
  // oxlint-disable-next-line react/button-has-type -- the type is a parameter with a safe default
  return <button type={type} className={`${styles.button} ${styles[weight]}`} {...rest} />;
}
