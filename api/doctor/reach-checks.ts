/** The first questions: does the service answer, over what line, and does it know these credentials and this bucket. */
import type { StoreProblem } from '../objects/store.ts';
import type { Check } from './check.ts';
import { unreached } from './reach-words.ts';
import type { Finding } from './report.ts';
import { refused, unusable } from './words.ts';

const REACH_MS = 10_000;

export const reachable: Check = {
  titles: ['reachable'],
  basic: true,
  async run({ bucketUrl, s3 }) {
    const title = 'reachable';
    try {
      const signal = AbortSignal.timeout(REACH_MS);
      const response = await fetch(bucketUrl, { redirect: 'manual', signal });
      await response.body?.cancel();
      return [{ verdict: 'ok', title }];
    } catch (error) {
      return [{ verdict: 'problem', title, ...unreached(error, bucketUrl, s3) }];
    }
  },
};

const LOOPBACK = /^(localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether browsers can take the way to the bucket that the addresses name. */
export const line: Check = {
  titles: ['TLS'],
  run({ bucketUrl, s3, config }) {
    const title = 'TLS';
    const store = new URL(bucketUrl);
    const page = new URL(config.publicOrigin);
    const isNear = LOOPBACK.test(store.hostname);
    const finding = (): Finding => {
      if (s3.transfer === 'direct' && isNear && !LOOPBACK.test(page.hostname)) {
        return {
          verdict: 'problem',
          title,
          what: `browsers elsewhere cannot reach ${store.host}, which is this machine's own`,
          todo: ['Set S3_ENDPOINT to an address that browsers reach, or TRANSFER=proxy.'],
        };
      }
      if (isNear || store.protocol === 'https:') return { verdict: 'ok', title };
      if (s3.transfer === 'direct' && page.protocol === 'https:') {
        return {
          verdict: 'problem',
          title,
          what: `browsers let no page at ${page.origin} reach ${store.host} over HTTP`,
          todo: ['Give the S3 service a certificate and an https S3_ENDPOINT, or set TRANSFER=proxy.'],
        };
      }
      return {
        verdict: 'note',
        title,
        what: `the way to ${store.host} is not encrypted`,
        todo: ['What goes over it is sealed, but who listens can use the addresses that are sent there.'],
      };
    };
    return Promise.resolve([finding()]);
  },
};

const titleOf: Readonly<Record<StoreProblem['kind'], string>> = {
  unreachable: 'bucket',
  'no-credentials': 'credentials',
  'unknown-access-key': 'credentials',
  'wrong-secret': 'credentials',
  'expired-credentials': 'credentials',
  denied: 'listing',
  'no-bucket': 'bucket',
  'wrong-region': 'region',
  'clock-skewed': 'clock',
  unexpected: 'bucket',
};

export const usable: Check = {
  titles: ['credentials', 'region', 'bucket', 'clock', 'listing'],
  basic: true,
  needs: ['s3:ListBucket'],
  async run({ store, s3, newKey }) {
    const problem = await store.problem();
    if (problem) return [{ verdict: 'problem', title: titleOf[problem.kind], ...unusable(problem, s3) }];
    try {
      // Who may not list is told 403 of what is not there.
      await store.size(newKey());
    } catch (error) {
      return [{ verdict: 'problem', title: 'listing', ...refused(error, s3, ['s3:ListBucket']) }];
    }
    return usable.titles.map((title) => ({ verdict: 'ok', title }));
  },
};
