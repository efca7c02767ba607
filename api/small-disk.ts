/** A disk so small that a test can fill it: a tmpfs, whose bytes and names the kernel counts like any disk's. */
import { execFileSync } from 'node:child_process';

/** Mounts one over `folder`; `options` as tmpfs takes them. Throws where this process may not, and says what it needs. */
export function mountSmallDisk(folder: string, options: string): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      'This test fills a disk of its own, and needs the right to mount one: Linux, as root, in a container with CAP_SYS_ADMIN.',
      { cause: error },
    );
  }
}

/** Lazily: libsql keeps files open until its statements are collected. */
export function unmountSmallDisk(folder: string): void {
  execFileSync('umount', ['-l', folder]);
}
