/**
 * Reads deploy/Dockerfile: the instructions that it uses, in the forms in which it uses them, and no others. What this does not
 * know is an error, so that the test of the image never passes over a step.
 */

export type Instruction =
  | { readonly kind: 'workdir'; readonly path: string }
  | {
      readonly kind: 'copy';
      readonly from: string | null;
      readonly sources: readonly string[];
      readonly to: string;
    }
  | { readonly kind: 'run'; readonly command: string }
  | { readonly kind: 'env'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'expose'; readonly port: number }
  | { readonly kind: 'healthcheck'; readonly command: readonly string[] }
  | { readonly kind: 'cmd'; readonly command: readonly string[] };

export interface Stage {
  /** The image that it begins with. */
  readonly image: string;
  /** Others copy from it by this name; null for the last one. */
  readonly name: string | null;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile in their order. Throws at the first line that is none of the forms known here. */
export function parseDockerfile(text: string): Stage[] {
  const stages: { image: string; name: string | null; instructions: Instruction[] }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '' || line.startsWith('#')) continue;
    const wrong = (what: string) => new Error(`Dockerfile, line ${index + 1}: ${what}: ${line}`);
    if (line.endsWith('\\')) throw wrong('lines that go on are not known here');
    const [, word = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (word === 'FROM') {
      const [, image, name = null] = /^(\S+)(?: AS ([a-z]+))?$/.exec(rest) ?? [];
      if (image === undefined) throw wrong('not a FROM that is known here');
      stages.push({ image, name, instructions: [] });
      continue;
    }
    const stage = stages.at(-1);
    if (!stage) throw wrong('before FROM');
    const instruction = Object.hasOwn(readers, word) ? readers[word]?.(rest) : undefined;
    if (!instruction) throw wrong('not known here');
    const source = instruction.kind === 'copy' ? instruction.from : null;
    if (source !== null && !stages.slice(0, -1).some(({ name }) => name === source))
      throw wrong('no such stage');
    stage.instructions.push(instruction);
  }
  if (stages.length === 0) throw new Error('Dockerfile: no FROM');
  return stages;
}

/** Each answers undefined where the rest of the line is of another form. */
const readers: Readonly<Record<string, (rest: string) => Instruction | undefined>> = {
  WORKDIR: (rest) => (/^\/[\w/-]+$/.test(rest) ? { kind: 'workdir', path: rest } : undefined),
  COPY(rest) {
    const [, from = null, names = ''] = /^(?:--from=([a-z]+) )?([^-\s].*)$/.exec(rest) ?? [];
    const paths = names.split(' ');
    const to = paths.pop();
    if (to === undefined || paths.length === 0 || ![...paths, to].every((path) => /^[\w./-]+$/.test(path)))
      return undefined;
    return { kind: 'copy', from, sources: paths, to };
  },
  RUN: (rest) => (/^[[-]/.test(rest) ? undefined : { kind: 'run', command: rest }),
  ENV(rest) {
    const pairs = rest.split(' ').map((pair) => /^([A-Z_]+)=([\w./-]+)$/.exec(pair));
    const values = pairs.flatMap((pair) => (pair ? [[pair[1] ?? '', pair[2] ?? ''] as const] : []));
    return values.length === pairs.length ? { kind: 'env', values: Object.fromEntries(values) } : undefined;
  },
  USER: (rest) => (/^[a-z]+$/.test(rest) ? { kind: 'user', name: rest } : undefined),
  EXPOSE: (rest) => (/^\d{1,5}$/.test(rest) ? { kind: 'expose', port: Number(rest) } : undefined),
  HEALTHCHECK(rest) {
    const [, json = ''] = /^(?:--(?:interval|timeout|start-period)=\d+s )*CMD (.+)$/.exec(rest) ?? [];
    const command = words(json);
    return command && { kind: 'healthcheck', command };
  },
  CMD(rest) {
    const command = words(rest);
    return command && { kind: 'cmd', command };
  },
};

/** A command in its JSON form; undefined where it is in another. */
function words(json: string): readonly string[] | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === 'string')
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

/** What a .dockerignore lets through that begins with "*" and names exceptions, one by one. Throws at anything else. */
export function parseDockerignore(text: string): string[] {
  const [first, ...rest] = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  if (first !== '*') throw new Error('.dockerignore: the first line is to leave out everything');
  return rest.map((line) => {
    const [, name] = /^!(\.?\w[\w.-]*)$/.exec(line) ?? [];
    if (name === undefined) throw new Error(`.dockerignore: not known here: ${line}`);
    return name;
  });
}
