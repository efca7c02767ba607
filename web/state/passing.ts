/** Which causes may be gone at the next try; the others stay until somebody does something. */
export const passing: readonly string[] = [
  'server-unreachable',
  'store-unreachable',
  'rate-limited',
  'unexpected',
  'clock-wrong',
  'rolled-back',
  'vault-full',
  'vault-failed',
];
