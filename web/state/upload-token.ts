/** Whether this browser keeps the site's upload token, which the page asks for once. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { SealdropError } from '../../shared/errors.ts';
import { uploadTokenForm } from '../../shared/limits.ts';
import type { Engine } from './engine.ts';

export interface UploadToken {
  /** null: not known yet. */
  readonly store: StoreApi<{ readonly kept: boolean | null }>;
  refresh(): Promise<void>;
  /** Throws wrong-upload-token where the site does not take it. */
  keep(text: string): Promise<void>;
}

export function createUploadToken(engine: Engine): UploadToken {
  const store = createStore<{ readonly kept: boolean | null }>(() => ({ kept: null }));
  return {
    store,
    async refresh() {
      store.setState({ kept: await engine.call('has-upload-token', null).catch(() => null) });
    },
    async keep(text) {
      const token = text.trim();
      // No token looks like that, and no header could carry it.
      if (!uploadTokenForm.test(token)) throw new SealdropError('wrong-upload-token');
      await engine.call('keep-upload-token', { token });
      store.setState({ kept: true });
    },
  };
}
