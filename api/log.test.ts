/** What of an error reaches the log: words and places, never a text that somebody else chose. */
import { expect, it } from 'vitest';
import { SealdropError } from '../shared/errors.ts';
import { createLog, errorFields, gatherLines } from './log.ts';

it('names errors and their causes, and where they were thrown', () => {
  const cause = Object.assign(new Error('secret text'), { name: 'NoSuchBucket', code: 'E_CODE' });
  const { error, stack } = errorFields(new SealdropError('store-unreachable', { cause }));
  expect(error).toBe('SealdropError store-unreachable < NoSuchBucket E_CODE');
  expect(stack?.[0]).toMatch(/^at .*log\.test\.ts/);
});

it('writes nothing that a store has written into an error', () => {
  const evil = 'EvilCode key=aaaa/body?X-Amz-Signature=abc';
  const forged = Object.assign(new Error('first\n    at https://signed.example/?X-Amz-Signature=1'), {
    name: evil,
    code: 'LOWER https://signed.example/',
  });
  const { error, stack } = errorFields(forged);
  expect(error).toBe('other other');
  expect(JSON.stringify(stack)).not.toContain('X-Amz');
});

it('gathers lines, in their order, and hands on what waits when it is asked to', async () => {
  const texts: string[] = [];
  const lines = gatherLines((text) => texts.push(text));
  lines.flush();
  lines.write('a\n', 'info');
  lines.write('b\n', 'info');
  expect(texts).toEqual([]);
  lines.flush();
  expect(texts).toEqual(['a\nb\n']);
  lines.write('c\n', 'info');
  await expect.poll(() => texts).toHaveLength(2);
  expect(texts).toEqual(['a\nb\n', 'c\n']);
});

it.each(['warn', 'error'] as const)('hands on a line of level %s at once, behind what waits', (level) => {
  const texts: string[] = [];
  const log = createLog('info', gatherLines((text) => texts.push(text)).write);
  log('info', 'first');
  expect(texts).toEqual([]);
  log(level, 'second');
  const events = (text: string | undefined) => text?.match(/"event":"\w+"/g);
  expect(texts.map(events)).toEqual([['"event":"first"', '"event":"second"']]);
  log(level, 'third');
  expect(events(texts[1])).toEqual(['"event":"third"']);
});
