/**
 * What a command is: a file that describes its options in words, and runs. Help, parsing, completion and JSON follow from
 * the description, so that none of them says what another does not.
 */
import { parseArgs } from 'node:util';
import type { Console } from './console.ts';
import { visible } from './terminal.ts';

export interface Option {
  /** What stands behind it, as "DIR"; without one it is a flag. */
  readonly value?: string;
  /** Whether it may stand several times. */
  readonly many?: boolean;
  readonly help: string;
  /** What a shell proposes for its value. */
  readonly completes?: 'file' | 'folder' | 'contact' | 'key';
}

export type Options = Readonly<Record<string, Option>>;

type Value<O extends Option> = O extends { readonly many: true }
  ? readonly string[]
  : O extends { readonly value: string }
    ? string | undefined
    : boolean;

/** One run of a command. */
export interface Call<O extends Options> {
  readonly values: { readonly [K in keyof O]: Value<O[K]> };
  readonly positionals: readonly string[];
  readonly console: Console;
  /** What came of it: `text` on standard output for people and pipes, `json` as one line with --json. */
  readonly result: (text: string, json: unknown) => void;
  /** A line for a person on standard error. */
  readonly say: (line: string) => void;
}

interface Definition<O extends Options> {
  /** One line, as in "makes a key pair". */
  readonly summary: string;
  /** What stands behind the name: "LINK [--out DIR]". */
  readonly synopsis: string;
  /** More than a line, where there is more to know. */
  readonly about?: string;
  readonly options: O;
  /** What a shell proposes for what is no option. */
  readonly completes?: Option['completes'];
  /** Positional arguments at least and at most. */
  readonly takes: readonly [number, number];
  /** Each a command line without "sealdrop", and what it does. */
  readonly examples: readonly (readonly [string, string])[];
  readonly run: (call: Call<O & typeof common>) => Promise<void>;
}

export interface Command extends Omit<Definition<Options>, 'run'> {
  readonly run: (parameters: readonly string[], console: Console) => Promise<void>;
}

/** Wrong options: what is wrong with them, for a person. */
export class UsageError extends Error {}

const common = {
  json: { help: 'one line of JSON on standard output, also for a failure' },
} as const satisfies Options;

export function command<const O extends Options>(definition: Definition<O>): Command {
  const options = { ...definition.options, ...common };
  return {
    ...definition,
    options,
    run: async (parameters, console) => {
      const { values, positionals } = parse(parameters, options, definition.takes);
      const isJson = values['json'] === true;
      await definition.run({
        values: values as Call<O & typeof common>['values'],
        positionals,
        console,
        result: (text, json) => console.out(isJson ? `${JSON.stringify(json)}\n` : text),
        say: (line) => console.error(`${visible(line)}\n`),
      });
    },
  };
}

function parse(parameters: readonly string[], options: Options, [least, most]: readonly [number, number]) {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: [...parameters],
      options: Object.fromEntries(
        Object.entries(options).map(([name, { value, many }]) => [
          name,
          { type: value ? 'string' : 'boolean', multiple: many === true },
        ]),
      ),
      allowPositionals: true,
    });
  } catch (error) {
    // "Unknown option '--x'. To specify a positional argument ..." and more that is meant for programmers.
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
  const { positionals } = parsed;
  if (positionals.length < least) throw new UsageError('Something is missing.');
  if (positionals.length > most) throw new UsageError(`There is one too many: ${positionals[most]}`);
  const given: Record<string, unknown> = { ...parsed.values };
  const values = Object.entries(options).map(([name, { value, many }]) => [
    name,
    given[name] ?? (many ? [] : value ? undefined : false),
  ]);
  return { values: Object.fromEntries(values) as Record<string, unknown>, positionals };
}

const WIDTH = 100;

/** The help of a command, with its examples. */
export function helpOf(name: string, { summary, synopsis, about, options, examples }: Command): string {
  const shown = Object.entries(options).map(([option, { value, help }]) => {
    const left = `--${option}${value ? ` ${value}` : ''}`;
    return `  ${left.padEnd(26)} ${help}`;
  });
  const lines = examples.map(([line, does]) => `  sealdrop ${line}\n      ${does}`);
  return [
    `usage: sealdrop ${name}${synopsis ? ` ${synopsis}` : ''}`,
    '',
    `  ${summary.charAt(0).toUpperCase()}${summary.slice(1)}.${about ? ` ${about}` : ''}`
      .replace(new RegExp(`(.{1,${WIDTH}})(?:\\s+|$)`, 'g'), (line) => `${line.trimEnd()}\n  `)
      .trimEnd(),
    '',
    'options:',
    ...shown,
    `  ${'--help'.padEnd(26)} this text`,
    '',
    'examples:',
    ...lines,
    '',
  ].join('\n');
}
