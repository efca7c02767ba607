/** Programs that a test cannot do without: on Debian as root they are installed where they are missing. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstall, install } from '../../scripts/debian.mjs';

/** Debian's packages, by the name of the program. Throws with the names of what is missing after all. */
export function needPrograms(packages: Readonly<Record<string, string>>): void {
  const missing = () => Object.keys(packages).filter((name) => !isInstalled(name));
  const wanted = missing().flatMap((name) => packages[name] ?? []);
  if (wanted.length > 0 && canInstall()) install([...new Set(wanted)]);
  const still = missing();
  if (still.length > 0)
    throw new Error(`This test needs ${still.join(', ')}, and could not install it: Debian as root can.`);
}

function isInstalled(name: string): boolean {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => folder !== '' && existsSync(join(folder, name)));
}
