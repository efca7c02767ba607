/**
 * Makes the whole window the drop area. A file that is dropped beside a page's purpose would otherwise replace the
 * page, so drops are caught on every page, and taken where a page takes them.
 */
import { createStore } from 'zustand/vanilla';
import { type Taken, takeItems } from './dropped-files.ts';

/** Whether files hover over the window, where they would be taken. */
export const dropTarget = createStore<{ readonly over: boolean }>(() => ({ over: false }));

export interface DropTaker {
  takesFiles(): boolean;
  take(taken: Taken): void;
}

const takers = new Map<string, DropTaker>();

/** From here on files that are dropped on the page below this path are its. */
export function takeDropsAt(path: string, taker: DropTaker): void {
  takers.set(path, taker);
}

function takerHere(): DropTaker | undefined {
  const [, name = ''] = location.pathname.split('/');
  return takers.get(`/${name}`);
}

function setOver(over: boolean): void {
  if (dropTarget.getState().over !== over) dropTarget.setState({ over });
}

function holdsFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}

export function listenForDrops(): void {
  const takesFiles = (): boolean => takerHere()?.takesFiles() ?? false;
  // dragleave comes at every border inside the window too, so silence of dragover is the sign that it is over.
  let silence: ReturnType<typeof setTimeout> | undefined;

  addEventListener('dragover', (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    const takes = takesFiles();
    event.dataTransfer.dropEffect = takes ? 'copy' : 'none';
    setOver(takes);
    clearTimeout(silence);
    silence = setTimeout(() => setOver(false), 700);
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) setOver(false);
  });
  addEventListener('drop', (event) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    setOver(false);
    if (takesFiles()) takerHere()?.take(takeItems(event.dataTransfer.items));
  });
  addEventListener('paste', (event) => {
    if (!takesFiles() || !holdsFiles(event.clipboardData)) return;
    event.preventDefault();
    takerHere()?.take(takeItems(event.clipboardData.items));
  });
}
