/** What a server says of one's own share. */
import type { Bytes } from '../bytes.ts';
import type { Client } from '../client.ts';
import { asSealdropError, type EndReason } from '../errors.ts';

/** `expires` in Unix seconds; unknown: the server could not be asked. */
export type ShareStatus =
  | {
      readonly state: 'uploading' | 'ready';
      readonly expires: number;
      readonly limit: number | null;
      readonly downloads: number;
    }
  | { readonly state: 'ended'; readonly reason: EndReason }
  | { readonly state: 'not-found' | 'unknown' };

/** Throws nothing. */
export async function shareStatus(
  client: Pick<Client, 'owner'>,
  { id, token }: { readonly id: Bytes; readonly token: Bytes },
): Promise<ShareStatus> {
  try {
    const answer = await client.owner(id, token);
    if (answer.state === 'ended') return { state: 'ended', reason: answer.reason };
    const { state, expires, limit, downloads } = answer;
    return { state, expires, limit, downloads };
  } catch (error) {
    const { code, details } = asSealdropError(error);
    if (code === 'ended' && details.reason) return { state: 'ended', reason: details.reason };
    return { state: code === 'not-found' ? 'not-found' : 'unknown' };
  }
}
