/** The address that a person gives away: with the secret where whoever has it can open the share. */
import { toBase64Url } from '../../shared/bytes.ts';
import { formatLink } from '../../shared/link.ts';
import type { OwnShareRecord } from '../../shared/records/own-share.ts';

/** `/s/<id>` on this origin, with a fragment where there is a link secret. */
export async function addressOf({ id, access: { linkSecret } }: OwnShareRecord): Promise<string> {
  const { origin } = self.location;
  return linkSecret ? formatLink(origin, id, linkSecret) : `${origin}/s/${toBase64Url(id)}`;
}
