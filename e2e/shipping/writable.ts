/** A program for `node --eval`, which prints the topmost folders and files in which whoever runs it can write: it tries each. */
export const findWritable = `
import { closeSync, lstatSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

let looked = 0;

function canMakeFile(folder) {
  const file = folder + '/sealdrop-tries';
  try {
    writeFileSync(file, '', { flag: 'wx' });
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}

function canChange(file) {
  try {
    closeSync(openSync(file, 'r+'));
    return true;
  } catch {
    return false;
  }
}

function walk(path) {
  looked++;
  if (canMakeFile(path || '/')) return console.log(path || '/');
  let entries = [];
  try {
    entries = readdirSync(path || '/');
  } catch {
    return;
  }
  for (const name of entries.sort()) {
    const below = path + '/' + name;
    // Of the kernel: what may be done there, its user's rights say.
    if (['/proc', '/sys', '/dev'].includes(below)) continue;
    const found = lstatSync(below);
    if (found.isDirectory()) walk(below);
    else if (found.isFile() && canChange(below)) console.log(below);
  }
}

walk('');
// A walk that saw nothing shows nothing.
if (looked < 1000) process.exit(1);
`;
