/** Key pairs, people, request links and deliveries as they cross the border between page and worker (protocol.ts). */
import type { WireError } from './protocol.ts';

/** A fingerprint as people compare it: eight groups of five digits. */
export type Digits = readonly string[];

/** A person as the page names them. */
export interface PersonName {
  /** base64url, 43 characters. */
  readonly fingerprint: string;
  /** The petname, else what they call themselves; may be empty. */
  readonly name: string;
  readonly verified: boolean;
}

interface NamedSigner {
  readonly name: string;
  readonly fingerprint: string;
  readonly digits: Digits;
}

/**
 * Who signed the share: nobody that is known (a one-off identity, or a key pair without a name), somebody who calls
 * themselves so, somebody of one's People, or oneself.
 */
export type Sender =
  | { readonly kind: 'not-identified' }
  | { readonly kind: 'self' }
  | ({
      readonly kind: 'named';
      /** Whether somebody of one's People, with another key, is called so already. */
      readonly taken: boolean;
    } & NamedSigner)
  | ({ readonly kind: 'known' | 'verified' } & NamedSigner);

/** A file that the page hands out as an ordinary download: a sealed backup, a public key, an encrypted private key. */
export interface HandedFile {
  readonly name: string;
  readonly blob: Blob;
}

/** One key pair of this person. */
export interface OwnKeyPair {
  /** base64url, 43 characters. */
  readonly fingerprint: string;
  readonly digits: Digits;
  readonly name: string;
  /** Unix seconds. */
  readonly created: number;
  readonly isDefault: boolean;
  /** saved: the backup was opened again and handed out as a file; checked: that file was picked again and opened. */
  readonly backup: 'saved' | 'checked';
  /** The fingerprint that has taken its place, null for none. */
  readonly successor: string | null;
  /** Whether the server has its card, so that others can find it. */
  readonly published: boolean;
}

/** What will no longer open, or can no longer be changed, once a key pair is deleted. */
export interface DeletionLoss {
  /** Names of the shares that it signed and that this browser knows. */
  readonly shares: readonly string[];
  /** Deliveries that wait in its inbox; null where the server could not be asked. */
  readonly deliveries: number | null;
  readonly requestLinks: number | null;
}

/** One of this person's contacts. */
export interface Contact {
  readonly fingerprint: string;
  readonly digits: Digits;
  /** What this person calls them. */
  readonly petname: string;
  /** What they call themselves; may be empty. */
  readonly cardName: string;
  readonly verified: boolean;
  /**
   * New keys that this contact says are theirs: one can be followed after a click; two contradict each other, and
   * nothing is to be trusted before the contact was asked.
   */
  readonly successors: readonly { readonly fingerprint: string; readonly digits: Digits }[];
  /** Whether something can be sent to their inbox: the contact link had a token. */
  readonly canDeliver: boolean;
}

/** A request link that this person has given out. */
export interface RequestLink {
  /** Names it in commands: base64url of its token's hash. */
  readonly id: string;
  /** Whose it is: a fingerprint of one's own. */
  readonly fingerprint: string;
  /** "For clients"; empty for the contact link. */
  readonly name: string;
  readonly link: string;
  /** Unix seconds. */
  readonly created: number;
  readonly expires: number | null;
}

/** What somebody sent to one of this person's inboxes. */
export interface Delivery {
  readonly shareId: string;
  /** Path of the first file; null where it opens with none of the keys here, or is damaged. */
  readonly name: string | null;
  readonly files: number;
  readonly size: number;
  readonly sender: Sender;
  /** Unix seconds: when it arrived by the server's word, and what the sender signed where that is more than a day off. */
  readonly arrived: number;
  readonly signedAt: number | null;
  readonly expires: number;
  readonly isNew: boolean;
  /** Why it does not open, null where it does. */
  readonly problem: WireError | null;
}

/** Who stands behind a request link, checked against its fingerprint. */
export interface RequestTarget {
  readonly fingerprint: string;
  readonly digits: Digits;
  /** The petname of a contact, else what they call themselves; may be empty. */
  readonly name: string;
  readonly kind: 'named' | 'known' | 'verified' | 'self';
}
