/** Whether the browser has promised not to clear what this site keeps; null until it has said so. */
import { createStore } from 'zustand/vanilla';

export const persistence = createStore<{ readonly kept: boolean | null }>(() => ({ kept: null }));

async function told(asking: () => Promise<boolean>): Promise<void> {
  try {
    persistence.setState({ kept: await asking() });
  } catch {
    // A browser that knows no such promise has made none.
    persistence.setState({ kept: false });
  }
}

/** Looks without asking the person. */
export function lookAtPersistence(): void {
  void told(() => navigator.storage.persisted());
}

/** Asks for it. Firefox answers when the person does, which may be never: nothing waits for it. */
export function askToPersist(): void {
  void told(() => navigator.storage.persist());
}
