/**
 * Every limit of the format in one place (docs/format.md, "Limits"). Sizes are in bytes. Readers refuse what
 * is above them before they allocate; writers never make it.
 */
export const HEADER_MAX = 1_048_576;
/** Items in one CBOR structure, every key and value counted: twice what the longest list of files needs. */
export const CBOR_ITEMS_MAX = 2 ** 21;
/** The same in a header, of which a server reads as many as people send: ten times what 256 ways to open take. */
export const HEADER_ITEMS_MAX = 16_384;
export const STANZAS_MAX = 256;
export const STANZA_MAX = 4_096;
export const MANIFEST_MAX = 16 * 1_048_576;
export const SEGMENTS_MAX = 2 ** 22;
export const PARTS_MAX = 10_000;
export const PATH_MAX = 1_024;
export const FILES_MAX = 100_000;
export const CARD_MAX = 8_192;
export const NAME_MAX_CHARACTERS = 64;
export const NOTE_MAX = 4_096;
/** A key backup as stored, in either form. */
export const BACKUP_MAX = 16_384;
/** A key backup as text, white space included. */
export const BACKUP_TEXT_MAX_CHARACTERS = 2_048;
/** A file in which a private key is looked for. */
export const KEY_FILE_MAX = 65_536;
export const SUCCESSION_MAX = 4_096;
/** A fragment longer than this is refused before it is decoded. */
export const FRAGMENT_MAX_CHARACTERS = 128;
/** Above this an upload or download URL's batch is refused. */
export const PRESIGN_BATCH_MAX = 64;
/** Header of a delivery; a page of the inbox holds a hundred. */
export const DELIVERY_HEADER_MAX = 16_384;
export const INBOX_PAGE_MAX = 100;
/** What a request link's owner keeps beside it, sealed for their devices. */
export const REQUEST_LINK_BOX_MAX = 512;
/** Live request links of one key. */
export const REQUEST_LINKS_MAX = 100;
/** Successions that are kept of one old key: two are a conflict already. */
export const SUCCESSIONS_MAX = 8;
/** What somebody writes to the operator about a share. */
export const REPORT_MAX_CHARACTERS = 2_000;
/** Upload permits that one signed request yields. */
export const PERMIT_BATCH = 16;
/** What an upload token looks like: a header carries it. */
export const uploadTokenForm = /^[\x21-\x7e]{32,256}$/;
/** Seconds. */
export const DAY = 86_400;
/** Chunks of 1 MiB in a portable package, 128 GiB: what a reader keeps of each is in memory. */
export const PACKAGE_CHUNKS_MAX = 131_072;
/** A download grant lives this long, in seconds. */
export const GRANT_SECONDS = 86_400;
