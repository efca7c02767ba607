/** How the page names a person or a key: with invisible characters spelled out, and by its digits where nobody named it. */
import { visibleName } from './format.ts';
import { t } from './index.ts';

export function nameOf(name: string, digits: readonly string[]): string {
  return name.trim() === '' ? t.nameless(digits.slice(0, 2).join(' ')) : visibleName(name);
}
