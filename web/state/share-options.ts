/** The choices of a share: the safe defaults, what a form holds of them, and what of a form is a change. */

import { utf8 } from '../../shared/bytes.ts';
import { DAY, NOTE_MAX } from '../../shared/limits.ts';
import type { ShareChange } from '../engine/protocol.ts';

/** What is chosen for a share now, as far as this page knows. The passphrase itself is not kept. */
export interface ChosenOptions {
  /** Null where only the date is known. */
  readonly lifetime: number | null;
  readonly limit: number | null;
  readonly hasPassphrase: boolean;
  readonly message: string;
  /** Whether whoever has the link can open it. */
  readonly byLink: boolean;
  /** Who else can, by fingerprint. */
  readonly people: readonly string[];
}

/** What stands in the form. */
export interface OptionsDraft {
  readonly lifetime: string;
  readonly limit: string;
  /** As it stands in its field. */
  readonly passphrase: string;
  /** What this form has set, null where it does not know whether or which: an empty field then keeps what is. */
  readonly appliedPassphrase: string | null;
  /** The passphrase is to be taken away. */
  readonly linkAlone: boolean;
  readonly message: string;
  readonly byLink: boolean;
  readonly people: readonly string[];
}

export type DraftProblem = 'bad-limit' | 'long-message' | 'nobody';

const LIMIT_MAX = 1_000_000;
export const defaultLimit = 100;
const lifetimes = [3600, 86_400, 604_800, 2_592_000, 31_536_000] as const;
export type Lifetime = (typeof lifetimes)[number];

/** The lifetimes that the server allows; all while that is not known. */
export function allowedLifetimes(max: number | null): readonly Lifetime[] {
  return lifetimes.filter((lifetime: Lifetime) => max === null || lifetime <= max);
}

/** 7 days, or the longest that the server allows below it; its own limit where that is below an hour. */
export function defaultLifetime(max: number | null): number {
  const shorter = allowedLifetimes(max).filter((lifetime) => lifetime <= 7 * DAY);
  return shorter.at(-1) ?? max ?? 7 * DAY;
}

export function draftOf(options: ChosenOptions): OptionsDraft {
  return {
    lifetime: options.lifetime === null ? '' : String(options.lifetime),
    limit: options.limit === null ? '' : String(options.limit),
    passphrase: '',
    appliedPassphrase: null,
    linkAlone: false,
    message: options.message,
    byLink: options.byLink,
    people: options.people,
  };
}

/** What stands for a share that was just sent: whoever has the link can open it. */
export function plainOptions(limits: Pick<ChosenOptions, 'lifetime' | 'limit'>): ChosenOptions {
  return { ...limits, hasPassphrase: false, message: '', byLink: true, people: [] };
}

/** The form after a person was chosen, or left out again. */
export function withPerson(draft: OptionsDraft, fingerprint: string, chosen: boolean): OptionsDraft {
  const others = draft.people.filter((one) => one !== fingerprint);
  const people = chosen ? [...others, fingerprint] : others;
  // Who names people means them and not whoever the link reaches; the box beside them says so, and undoes it.
  const byLink = chosen && draft.people.length === 0 ? false : draft.byLink;
  return { ...draft, people, byLink };
}

/** Only what differs from what is chosen now, or what keeps the form from being applied. */
export function changeOf(draft: OptionsDraft, options: ChosenOptions): ShareChange | DraftProblem {
  const limit = draft.limit.trim() === '' ? null : Number(draft.limit);
  if (limit !== null && !(Number.isInteger(limit) && limit >= 1 && limit <= LIMIT_MAX)) return 'bad-limit';
  if (tooLong(draft.message)) return 'long-message';
  if (!draft.byLink && draft.people.length === 0) return 'nobody';
  const lifetime = Number(draft.lifetime);
  return {
    ...(draft.lifetime !== '' && lifetime !== options.lifetime ? { lifetime } : {}),
    ...(limit === options.limit ? {} : { limit }),
    ...(draft.byLink ? passphraseChange(draft) : {}),
    ...(draft.message === options.message ? {} : { message: draft.message }),
    ...accessChange(draft, options),
  };
}

export function tooLong(message: string): boolean {
  return utf8(message).length > NOTE_MAX;
}

function accessChange(draft: OptionsDraft, options: ChosenOptions): ShareChange {
  const addPeople = draft.people.filter((one) => !options.people.includes(one));
  const removePeople = options.people.filter((one) => !draft.people.includes(one));
  return {
    ...(draft.byLink === options.byLink ? {} : { link: draft.byLink }),
    ...(addPeople.length === 0 ? {} : { addPeople }),
    ...(removePeople.length === 0 ? {} : { removePeople }),
  };
}

/** Whether a change takes a way of opening away: what was given before ends a little later. */
export function takesAway({ passphrase, link, removePeople }: ShareChange): boolean {
  return passphrase !== undefined || link === false || removePeople !== undefined;
}

function passphraseChange({ passphrase, appliedPassphrase, linkAlone }: OptionsDraft): ShareChange {
  if (linkAlone) return { passphrase: null };
  if (passphrase === (appliedPassphrase ?? '')) return {};
  return { passphrase: passphrase === '' ? null : passphrase };
}

/** The form after its change was applied. */
export function afterChange(draft: OptionsDraft, { passphrase, link }: ShareChange): OptionsDraft {
  // A passphrase belongs to the link and goes with it.
  if (link === false) return { ...draft, passphrase: '', appliedPassphrase: null, linkAlone: false };
  if (passphrase === undefined) return draft;
  if (passphrase === null) return { ...draft, passphrase: '', appliedPassphrase: null, linkAlone: false };
  return { ...draft, appliedPassphrase: passphrase };
}

/** What is chosen after a change. */
export function applyChange(options: ChosenOptions, change: ShareChange): ChosenOptions {
  const byLink = change.link ?? options.byLink;
  const stay = options.people.filter((one) => !change.removePeople?.includes(one));
  const locked = change.passphrase === undefined ? options.hasPassphrase : change.passphrase !== null;
  return {
    lifetime: change.lifetime ?? options.lifetime,
    limit: change.limit === undefined ? options.limit : change.limit,
    hasPassphrase: byLink && locked,
    message: change.message ?? options.message,
    byLink,
    people: [...stay, ...(change.addPeople ?? [])],
  };
}
