/**
 * Queries that requests begin with: to make their text takes longer than to run them, so it is made once for each database
 * and only the values are new.
 */
import type { Compilable, CompiledQuery } from 'kysely';
import type { Database } from './open.ts';

/**
 * The query that `make` makes, as a function that runs it and answers its rows. `make` must name each value once, in their
 * order, and do the same whatever they are.
 */
export function prepared<Values extends readonly unknown[], Row>(
  make: (database: Database, ...values: Values) => Compilable<Row>,
): (database: Database, ...values: Values) => Promise<readonly Row[]> {
  const queries = new WeakMap<Database, CompiledQuery<Row>>();

  function compiled(database: Database, values: Values): CompiledQuery<Row> {
    const query = make(database, ...values).compile();
    const isInOrder =
      query.parameters.length === values.length && query.parameters.every((one, i) => one === values[i]);
    if (!isInOrder) throw new Error('a prepared query must name each of its values once, in their order');
    queries.set(database, query);
    return query;
  }

  return async (database, ...values) => {
    const query = queries.get(database) ?? compiled(database, values);
    return (await database.executeQuery<Row>({ ...query, parameters: values })).rows;
  };
}
