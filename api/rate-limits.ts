/**
 * How often one address may ask in a minute, by rate-limiter-flexible: counted in the memory of the one process that a file
 * has, or in the PostgreSQL that several share. Keys are blind indexes: no address is stored. A database that cannot
 * count stops nobody: each process counts for itself until it can.
 */

import type { Context, MiddlewareHandler } from 'hono';
import { CompiledQuery } from 'kysely';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { toBase64Url, utf8 } from '../shared/bytes.ts';
import { SealdropError } from '../shared/errors.ts';
import { clientAddress } from './client-address.ts';
import type { RateKind } from './config.ts';
import type { Dependencies } from './dependencies.ts';
import { errorFields } from './log.ts';

const SECONDS = 60;
const kinds: readonly RateKind[] = ['shares', 'openings', 'lookups', 'signed'];

export interface RateLimits {
  /** Counts a request of an address. Throws rate-limited, with the seconds to wait. */
  readonly take: (kind: RateKind, address: string) => Promise<void>;
  /** Forgets the minutes that are over. */
  readonly tidy: () => Promise<void>;
}

export function openRateLimits(
  deps: Pick<Dependencies, 'config' | 'database' | 'log' | 'records'>,
): RateLimits {
  const limiters = new Map<RateKind, RateLimiterAbstract>();
  for (const keyPrefix of kinds) {
    const points = deps.config.maxMinute[keyPrefix];
    if (points === 0) continue;
    const memory = new RateLimiterMemory({ keyPrefix, points, duration: SECONDS });
    if (deps.config.databaseUrl === null) {
      limiters.set(keyPrefix, memory);
      continue;
    }
    const shared = new RateLimiterPostgres({
      storeClient: queriesOf(deps),
      storeType: 'client',
      tableName: 'rateLimits',
      // By our migration, which one copy runs while the others wait.
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix,
      points,
      duration: SECONDS,
      // Who is refused already is refused without a question to the database.
      inMemoryBlockOnConsumed: points,
      insuranceLimiter: memory,
    });
    limiters.set(keyPrefix, shared);
  }
  return {
    async take(kind, address) {
      const limiter = limiters.get(kind);
      if (!limiter) return;
      // While the server's key is being changed, the same one for copies that seal with either.
      const [key = ''] = deps.records.indexes('indexRateLimit', utf8(address)).map(toBase64Url).toSorted();
      await limiter.consume(key).catch((refusal: unknown) => {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const retryAfter = Math.min(SECONDS, Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
        throw new SealdropError('rate-limited', { details: { retryAfter } });
      });
    },
    async tidy() {
      await deps.database.deleteFrom('rateLimits').where('expire', '<', Date.now()).execute();
    },
  };
}

/** Counts the request before anything else is done with it. */
export function rateLimited(deps: Dependencies, kind: RateKind): MiddlewareHandler {
  return async (c: Context, next) => {
    await deps.rates.take(kind, clientAddress(deps, c));
    await next();
  };
}

/** The database's own connections, as the library asks them. */
function queriesOf({ database, log }: Pick<Dependencies, 'database' | 'log'>) {
  return {
    async query({ text, values }: { text: string; values: readonly unknown[] }) {
      try {
        const { rows } = await database.executeQuery(CompiledQuery.raw(text, [...values]));
        return { rows, rowCount: rows.length };
      } catch (error) {
        log('warn', 'rate limits not shared', errorFields(error));
        throw error;
      }
    },
  };
}
