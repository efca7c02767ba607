/**
 * The clock of a program, which can be set while it runs: libfaketime, as Debian has it (on Debian, as root, it is installed).
 * Pauses and watchdogs go by another clock, as they do on a machine whose time is set.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canInstall, install } from '../../scripts/debian.mjs';

/** Where Debian puts it: a folder for each kind of machine. */
function library(): string | null {
  const folders = readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of folders) {
    const folder = join('/usr/lib', name, 'faketime');
    try {
      const found = readdirSync(folder).find((file) => file.startsWith('libfaketimeMT.so'));
      if (found !== undefined) return join(folder, found);
    } catch {
      // Not there.
    }
  }
  return null;
}

function requireLibrary(): string {
  const there = library();
  if (there !== null) return there;
  if (canInstall()) install(['libfaketime']);
  const installed = library();
  if (installed !== null) return installed;
  throw new Error('The clock cannot be set: as root on Debian this installs the package libfaketime.');
}

const common = { FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1', DONT_FAKE_MONOTONIC: '1' };

/** What the environment of a program holds whose clock is ahead by so many days from its beginning. */
export function daysAhead(days: number): Readonly<Record<string, string>> {
  return { ...common, LD_PRELOAD: requireLibrary(), FAKETIME: `+${days}d` };
}

export interface SetClock {
  /** What the environment of the program holds that goes by it. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets it this many seconds before or after the machine's. */
  set(seconds: number): void;
  remove(): Promise<void>;
}

export async function openClock(): Promise<SetClock> {
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-clock-'));
  const file = join(folder, 'offset');
  const set = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  set(0);
  return {
    environment: { ...common, LD_PRELOAD: requireLibrary(), FAKETIME_TIMESTAMP_FILE: file },
    set,
    remove: () => rm(folder, { recursive: true }),
  };
}
