/** Who signs what is sealed here. */
import type { Identity } from '../shared/crypto/identity.ts';
import type { Option } from './command.ts';
import type { Console } from './console.ts';
import type { Home } from './home.ts';
import type { Keyring } from './keyring.ts';
import { defaultIdentity, findIdentity } from './keys.ts';

const NOBODY = 'nobody';

export const signerOptions = {
  from: {
    value: 'NAME',
    completes: 'key',
    help: `the key pair that signs it, or "${NOBODY}"; the default one if not given, where it can be unlocked`,
  },
} as const satisfies Record<string, Option>;

export interface Choosing {
  readonly home: Home;
  readonly keyring: Keyring;
  readonly console: Console;
  /** A line for a person. */
  readonly say: (line: string) => void;
}

/** The key pair with this name, else the default one; null for an identity of this share alone. Throws as unlocking does. */
export async function chooseSigner(
  name: string | undefined,
  { home, keyring, console, say }: Choosing,
): Promise<Identity | null> {
  if (name === NOBODY) return null;
  if (name !== undefined) return await keyring.unlock(await findIdentity(home, name));
  const own = await defaultIdentity(home);
  if (!own) return null;
  if (console.ask) return await keyring.unlock(own);
  const unlocked = await keyring.unlockQuietly(own);
  if (!unlocked) say(`Without a name, for nobody said the passphrase of ${own.name}.`);
  return unlocked;
}
