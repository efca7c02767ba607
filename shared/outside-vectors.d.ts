/** Test vectors from outside this repository, served by scripts/vectors-plugin.mjs; null where absent. */
declare module 'virtual:outside-vectors' {
  /** FLOE's known answers: hex texts by file name. */
  export const floe: Readonly<Record<string, string>> | null;
  /** Wycheproof's files, parsed, by file name. */
  export const wycheproof: Readonly<Record<string, unknown>> | null;
  /** Test vectors of draft-ietf-hpke-pq. */
  export const hpkePq: unknown;
}
