/** Debian's packages, installed where tests need them and may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether packages can be installed here. */
export function canInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version');
}

/** Whether all of them could be installed; apt's words go to standard error. @param {readonly string[]} packages */
export function install(packages) {
  const apt = (/** @type {string[]} */ ...parameters) =>
    spawnSync('apt-get', parameters, {
      stdio: ['ignore', 2, 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update', '-q');
  return apt('install', '-y', '-q', '--no-install-recommends', ...packages);
}
