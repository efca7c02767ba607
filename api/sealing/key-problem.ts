/** What can be wrong with the server's key, and the words for whoever starts the server. No key is ever repeated. */

const words = {
  unreadable: {
    what: 'DATA_DIR/keys/file-key holds no key',
    fix: 'Put back the file as it was: 32 bytes in standard base64. Without it the records in the database cannot be read.',
  },
  missing: {
    what: 'the key that the records in the database are sealed with is not here',
    fix: 'Set FILE_KEY_BASE64 to that key, or put the file DATA_DIR/keys/file-key back. Several copies of the server need the same key.',
  },
  other: {
    what: 'FILE_KEY_BASE64 (or DATA_DIR/keys/file-key) is not the key that the records in the database are sealed with',
    fix: 'Set FILE_KEY_BASE64 to that key. To change to a new one, set FILE_KEY_BASE64_PREVIOUS to the one before as well (docs/operations.md, "The server’s key").',
  },
  ended: {
    what: 'the records in the database are sealed with another key since this server was started',
    fix: 'Start it again with that key in FILE_KEY_BASE64.',
  },
} as const;

/** Thrown before anything is changed. */
export class KeyProblem extends Error {
  override readonly name = 'KeyProblem';
  readonly code: keyof typeof words;

  constructor(code: keyof typeof words) {
    super(words[code].what);
    this.code = code;
  }

  get words(): { readonly what: string; readonly fix: string } {
    return words[this.code];
  }
}
