/** Values that fit a schema of the contract, as fast-check makes them. Throws for a kind of schema that it does not know. */
import * as fc from 'fast-check';
import type * as v from 'valibot';
import { toBase64Url } from '../../shared/bytes.ts';

/** What is looked at of a schema: valibot's own fields. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly wrapped?: Shape;
  readonly options?: readonly string[];
  readonly pipe?: readonly {
    readonly type: string;
    readonly requirement?: unknown;
    readonly metadata?: unknown;
  }[];
}

/** Lists and byte strings are made no longer than this, but for what the schema demands. */
const ITEMS_MAX = 6;
const BYTES_MAX = 2_000;

export function valuesOf(schema: v.GenericSchema): fc.Arbitrary<unknown> {
  return make(schema);
}

function make(shape: Shape): fc.Arbitrary<unknown> {
  const demand = (type: string) => shape.pipe?.find((action) => action.type === type)?.requirement;
  switch (shape.type) {
    case 'strict_object': {
      const entries = Object.entries(shape.entries ?? {});
      return fc.record(Object.fromEntries(entries.map(([key, value]) => [key, make(value)])), {
        requiredKeys: entries.flatMap(([key, { type }]) => (type === 'optional' ? [] : [key])),
      });
    }
    case 'array': {
      const [min, max] = [Number(demand('min_length') ?? 0), Number(demand('max_length') ?? ITEMS_MAX)];
      return fc.array(make(wanted(shape.item)), {
        minLength: min,
        maxLength: Math.max(min, Math.min(max, ITEMS_MAX)),
      });
    }
    case 'nullable':
      return fc.option(make(wanted(shape.wrapped)), { nil: null });
    case 'optional':
      return make(wanted(shape.wrapped));
    case 'picklist':
      return fc.constantFrom(...(shape.options ?? []));
    case 'number': {
      const [min, max] = [Number(demand('min_value')), Number(demand('max_value'))];
      return fc.oneof(fc.constantFrom(min, max), fc.integer({ min, max: Math.min(max, min + 10_000) }));
    }
    case 'string': {
      const bytes = bytesOf(shape);
      const pattern = demand('regex');
      if (bytes) return fc.uint8Array(bytes).map((value) => toBase64Url(value));
      if (pattern instanceof RegExp) return fc.stringMatching(pattern);
      break;
    }
    default:
  }
  throw new RangeError(`a schema of type ${shape.type}`);
}

function wanted(shape: Shape | undefined): Shape {
  if (!shape) throw new RangeError('a schema without its part');
  return shape;
}

function bytesOf({ pipe }: Shape): { minLength: number; maxLength: number } | null {
  const metadata = pipe?.find(({ type }) => type === 'metadata')?.metadata;
  if (typeof metadata !== 'object' || metadata === null || !('bytes' in metadata)) return null;
  const [min, max] = metadata.bytes as readonly [number, number];
  return { minLength: min, maxLength: Math.max(min, Math.min(max, BYTES_MAX)) };
}
