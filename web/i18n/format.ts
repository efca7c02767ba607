/** Numbers, sizes, times, dates, lists and plurals as the interface's language writes them, by Intl alone. */
let locale = 'en';

/** From here on everything is written as in `tag` (BCP 47). */
export function setLocale(tag: string): void {
  if (tag === locale) return;
  locale = tag;
  numberFormats.clear();
  dates = null;
  lists = null;
  names = null;
  plurals = null;
}

/** Making a format takes longer than writing a hundred numbers with it, and progress writes several at each step. */
const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const name = JSON.stringify(options);
  const format = numberFormats.get(name) ?? new Intl.NumberFormat(locale, options);
  numberFormats.set(name, format);
  return format;
}

// The others are made at first use: the page is not to wait for what it does not show.
let dates: Intl.DateTimeFormat | null = null;
let lists: Intl.ListFormat | null = null;
let names: Intl.Collator | null = null;
let plurals: Intl.PluralRules | null = null;

/** A text in each of the forms that its language has for a number; `other` is the one that all languages have. */
export type PluralForms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** The form that goes with `count`. */
export function plural(count: number, forms: PluralForms): string {
  plurals ??= new Intl.PluralRules(locale);
  return forms[plurals.select(count)] ?? forms.other;
}

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** A size in decimal units, as file managers and disks name it. */
export function formatBytes(bytes: number): string {
  let power = 0;
  let value = bytes;
  // 999.5 and above would be written as "1,000" of the smaller unit.
  while (value >= 999.5 && power < units.length - 1) {
    value /= 1000;
    power++;
  }
  return numberFormat({
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power < 2 || value >= 100 ? 0 : 1,
  }).format(value);
}

/**
 * Makes what the first screen writes with. The first format of a page takes the browser long, which it has while the texts are on their
 * way.
 */
export function prepareFormats(): void {
  formatNumber(1);
  formatDuration(86_400);
}

export function formatNumber(value: number): string {
  return numberFormat({}).format(value);
}

/** A share of 1 as whole percent. Never 100 before the end. */
export function wholePercent(part: number): number {
  return part >= 1 ? 100 : Math.min(99, Math.floor(part * 100));
}

/** A whole number of percent. */
export function formatPercent(percent: number): string {
  return numberFormat({ style: 'percent' }).format(percent / 100);
}

/** A duration in its one or two largest units, rounded as a person would. */
export function formatDuration(seconds: number): string {
  const [value, unit]: readonly [number, string] =
    seconds < 60
      ? [Math.max(1, Math.round(seconds)), 'second']
      : seconds < 3600
        ? [Math.round(seconds / 60), 'minute']
        : seconds < 86_400
          ? [Math.round(seconds / 3600), 'hour']
          : [Math.round(seconds / 86_400), 'day'];
  return numberFormat({ style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** How long to wait, never too short: above an hour, in whole hours that are begun. */
export function formatWait(seconds: number): string {
  return formatDuration(seconds > 3600 ? Math.ceil(seconds / 3600) * 3600 : seconds);
}

/** A day and time, from Unix seconds. A line breaks between the two at most. */
export function formatDate(seconds: number): string {
  dates ??= new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' });
  const parts = dates.formatToParts(seconds * 1000);
  const between = parts.findIndex(({ type }) => type === 'hour') - 1;
  const spaces = (i: number) => (i === between ? /(?<= .*) /g : / /g);
  const text = parts.map(({ value }, i) => value.replace(spaces(i), '\u00a0')).join('');
  // Where no spaces stand, a line may break at every ideograph.
  return text.replace(/(?<=\d)(?=\p{Script=Han})|(?<=\p{Script=Han})(?=\d)/gu, '\u2060');
}

/** What ends a sentence and what stands between two facts, where that is not as in English. */
const marks: Readonly<Record<string, { readonly stop: string; readonly comma: string }>> = {
  ar: { stop: '. ', comma: '، ' },
  ja: { stop: '。', comma: '、' },
};

const mark = (kind: 'stop' | 'comma'): string =>
  marks[new Intl.Locale(locale).language]?.[kind] ?? (kind === 'stop' ? '. ' : ', ');

/** Facts in one line, each of them a sentence. */
export function formatSentences(facts: readonly string[]): string {
  return facts
    .map((fact) => `${fact}${mark('stop')}`)
    .join('')
    .trim();
}

/** Sentences that have their stops, one behind the other. */
export function joinSentences(sentences: readonly string[]): string {
  return sentences.join(mark('stop').slice(1));
}

/** Facts in one line, as one. */
export function formatFacts(facts: readonly string[]): string {
  return facts.join(mark('comma'));
}

/** Several names in one line: "Ada, Bob, Cleo". */
export function formatList(items: readonly string[]): string {
  lists ??= new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  return lists.format(items);
}

/** The order of two names for people, numbers in them by their value. */
export function compareNames(a: string, b: string): number {
  names ??= new Intl.Collator(locale, { numeric: true });
  return names.compare(a, b);
}

/**
 * A sign that nobody sees: a control, a separator of lines, what fonts leave out. What gives the sign before it another form is seen: that of
 * an emoji, of a key, of a Han character, of a Mongolian letter.
 */
export const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}](?<!\p{Extended_Pictographic}\ufe0f|[0-9#*]\ufe0f(?=\u20e3)|\p{Script=Han}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|\p{Script=Mongolian}[\u180b-\u180d\u180f])/gu;

/** A name with its invisible characters spelled out, so that it cannot look like another one. */
export function visibleName(name: string): string {
  return name.replace(UNSEEN, spelledOut);
}

export function spelledOut(sign: string): string {
  return `[U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
