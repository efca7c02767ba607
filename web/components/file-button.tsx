/** A button that opens the browser's file chooser for one file. The input behind it is out of everybody's way. */
import { type ChangeEvent, type ReactNode, useRef } from 'react';
import { Button, type ButtonProps } from './button.tsx';

export interface FileButtonProps {
  readonly accept?: string;
  readonly weight?: ButtonProps['weight'];
  /** Before the chooser opens. */
  readonly onPress?: () => void;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

export function FileButton({ accept, weight, onPress, onFile, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  const take = (event: ChangeEvent<HTMLInputElement>): void => {
    const [file] = event.currentTarget.files ?? [];
    // So that the same file can be chosen again.
    event.currentTarget.value = '';
    if (file) onFile(file);
  };
  return (
    <>
      <Button
        {...(weight ? { weight } : {})}
        onClick={() => {
          onPress?.();
          input.current?.click();
        }}
      >
        {children}
      </Button>
      <input ref={input} type="file" hidden accept={accept} onChange={take} />
    </>
  );
}
