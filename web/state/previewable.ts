/**
 * Which files are offered a preview: those whose name or declared type suggests an image or a text. It is an offer alone; what
 * is shown is decided by the file's bytes (web/engine/preview-content.ts).
 */
import type { OpenedFile } from '../engine/protocol.ts';
import { fileNameOf } from './save-plan.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const endings = words(
  'jpg jpeg jpe jfif png apng gif webp avif svg ' +
    'txt text md markdown rst adoc tex bib csv tsv log diff patch srt vtt ics vcf eml ' +
    'json jsonl geojson xml html htm xhtml css scss less js mjs cjs jsx ts tsx vue svelte wat ' +
    'yaml yml toml ini cfg conf env properties sh bash zsh fish ps1 bat cmd py rb php pl lua r sql ' +
    'java kt kts scala groovy c h cc cpp hpp cs go rs swift m dart hs ml clj ex erl zig asm s tf gradle ' +
    'asc pem crt csr pub sig',
);
/** Names without an ending. */
const names = words('readme license licence copying authors notice changelog makefile dockerfile todo');
const types =
  /^(?:text\/|image\/(?:jpeg|a?png|gif|webp|avif|svg\+xml)$|application\/(?:.+\+)?(?:json|xml|javascript|yaml|toml|sql|x-sh)$)/;

export function isPreviewable({ path, type }: Pick<OpenedFile, 'path' | 'type'>): boolean {
  const name = fileNameOf(path).toLowerCase();
  const dot = name.lastIndexOf('.');
  return (dot < 0 ? names.has(name) : endings.has(name.slice(dot + 1))) || types.test(type.toLowerCase());
}
