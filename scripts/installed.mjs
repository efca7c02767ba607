/**
 * Exits with 0 where node_modules holds exactly what package-lock.json asks for (packages for other platforms
 * aside), else with 1. npm writes node_modules/.package-lock.json as its last step, so a broken-off install
 * counts as none.
 */
import { readFileSync } from 'node:fs';

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages */

/** @param {string} file @returns {Packages} */
function packagesOf(file) {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).packages;
}

function installed() {
  try {
    const wanted = packagesOf('package-lock.json');
    const present = packagesOf('node_modules/.package-lock.json');
    const same = Object.entries(wanted).every(([path, entry]) => {
      if (path === '') return true;
      const found = present[path];
      if (!found) return entry.optional === true;
      return found.version === entry.version && found.integrity === entry.integrity;
    });
    return same && Object.keys(present).every((path) => path in wanted);
  } catch {
    return false;
  }
}

process.exitCode = installed() ? 0 : 1;
