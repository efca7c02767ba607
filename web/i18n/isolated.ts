/**
 * Words of another direction inside a text: a Latin name, a path, a link or a row of numbers in Arabic. An isolate
 * keeps them together and lets them order nothing around them. Names come here with their invisible characters spelled
 * out (visibleName), so that none can end the isolate.
 */
const isolates = /[\u2066-\u2069]/gu;

/** The text, in the direction of its own first letter. */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** The text without isolates: what a person types of it. */
export function withoutIsolates(text: string): string {
  return text.replace(isolates, '');
}
