/**
 * How a passphrase for a backup is judged: by its length alone, for nothing else can be judged honestly without a
 * dictionary of everything that people think of.
 */
export type PassphraseStrength = 'empty' | 'short' | 'weak' | 'fair' | 'long';

/** Shorter ones are refused: whoever finds the file can try most of what people choose at that length, Argon2id or not. */
const SHORTEST = 8;

export function strengthOf(passphrase: string): PassphraseStrength {
  // As the backup sees it, counted in characters.
  const length = Array.from(passphrase.normalize('NFKC')).length;
  if (length === 0) return 'empty';
  if (length < SHORTEST) return 'short';
  if (length < 14) return 'weak';
  return length < 24 ? 'fair' : 'long';
}

export type NewPassphraseProblem = 'empty' | 'short' | 'different';

export function problemOf(passphrase: string, repeated: string): NewPassphraseProblem | null {
  const strength = strengthOf(passphrase);
  if (strength === 'empty' || strength === 'short') return strength;
  return passphrase === repeated ? null : 'different';
}
