/** Whether limits by address are those of people, or of the proxy that all of them come by. */
import { isBehindUnknownProxy } from '../client-address.ts';
import type { Config } from '../config.ts';
import type { Finding } from './report.ts';

/** What is found of TRUST_PROXY; nothing where there is no proxy to be seen. */
export function checkProxies(config: Config): readonly Finding[] {
  const title = 'proxies';
  const { trustedProxies, maxDayBytes, maxDayShares } = config;
  if (isBehindUnknownProxy(config)) {
    // Limits by the minute are generous, those of a day are not meant for all people together.
    const isByDay = Math.min(maxDayBytes, maxDayShares) < Number.MAX_SAFE_INTEGER;
    return [
      {
        verdict: isByDay ? 'problem' : 'note',
        title,
        what: 'people come by HTTPS, thus by a proxy, and TRUST_PROXY says that there is none: all of them count as one address',
        todo: [
          'Set TRUST_PROXY=1, or as many as there are one behind the other, each of which adds to X-Forwarded-For.',
        ],
      },
    ];
  }
  return trustedProxies === 0 ? [] : [{ verdict: 'ok', title, remark: `${trustedProxies} trusted` }];
}
