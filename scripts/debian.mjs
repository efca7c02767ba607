/** Debian's packages, installed where tests need them and may. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

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

/** Where each of Debian's clusters of PostgreSQL has a folder, VERSION/NAME: of settings, and of data. */
const settingsOfClusters = '/etc/postgresql';
const dataOfClusters = '/var/lib/postgresql';

/** Debian's clusters of PostgreSQL, as VERSION/NAME, also those of which only settings or data are there. */
export function postgresClusters() {
  return [...clustersIn(settingsOfClusters), ...clustersIn(dataOfClusters)];
}

/**
 * Stops and removes the clusters that are not among these: the package makes one when it is installed, and starts it, which
 * no test uses. @param {readonly string[]} before
 */
export function dropClustersBeside(before) {
  for (const cluster of clustersIn(settingsOfClusters).filter((one) => !before.includes(one))) {
    spawnSync('pg_dropcluster', ['--stop', ...cluster.split('/')], { stdio: ['ignore', 2, 2] });
  }
}

/** @param {string} folder */
function clustersIn(folder) {
  const namesIn = (/** @type {string} */ path) => (existsSync(path) ? readdirSync(path) : []);
  const versions = namesIn(folder).filter((name) => /^[\d.]+$/.test(name));
  return versions.flatMap((version) => namesIn(join(folder, version)).map((name) => `${version}/${name}`));
}
