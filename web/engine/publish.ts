/** Issuing headers from this browser (shared/share/publish.ts). */
import { publisher } from '../../shared/share/publish.ts';
import { saveOwnShare } from '../vault/own-shares.ts';
import { rememberHeader } from '../vault/seen-headers.ts';
import { recipientsOf } from './recipients.ts';
import { client, clock, storeFetch } from './server.ts';

export const { publish, settle, openOwn, changeAccess } = publisher({
  client,
  clock,
  fetch: storeFetch,
  saveOwnShare,
  rememberHeader,
  recipientsOf,
});
