/** Settings of the bucket that no request of the product shows: versions, locks, lifecycle rules. */
import {
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { DAY } from '../../shared/limits.ts';
import { isStoreError, statusOf } from '../objects/s3-problem.ts';
import type { Bench } from './bench.ts';
import type { Check } from './check.ts';
import type { Finding, Words } from './report.ts';
import { ownLifecycle, readLifecycle, wantedLifecycle, writeLifecycle } from './rules.ts';
import {
  expires,
  expiresOn,
  lifecycleCommand,
  locked,
  noLifecycle,
  unreadable,
  unwritable,
  versioned,
  versionsExpire,
} from './words.ts';

export const objectLock: Check = {
  titles: ['object lock'],
  // What is written into a locked bucket stays.
  basic: true,
  async run({ client, s3 }) {
    const [title = ''] = objectLock.titles;
    try {
      const { ObjectLockConfiguration } = await client.send(
        new GetObjectLockConfigurationCommand({ Bucket: s3.bucket }),
      );
      const isOn = ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
      return [isOn ? { verdict: 'problem', title, ...locked } : { verdict: 'ok', title, remark: 'off' }];
    } catch (error) {
      if (isUnknown(error)) return [{ verdict: 'ok', title, remark: 'off' }];
      return [{ verdict: 'note', title, ...unreadable(error, ['s3:GetBucketObjectLockConfiguration']) }];
    }
  },
};

export const versions: Check = {
  titles: ['versioning'],
  async run(bench) {
    const { client, s3 } = bench;
    const [title = ''] = versions.titles;
    try {
      const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: s3.bucket }));
      if (Status !== 'Enabled') return [{ verdict: 'ok', title, remark: 'off' }];
    } catch (error) {
      if (isUnknown(error)) return [{ verdict: 'ok', title, remark: 'off' }];
      return [{ verdict: 'note', title, ...unreadable(error, ['s3:GetBucketVersioning']) }];
    }
    const days = (await readLifecycle(client, s3.bucket).catch(() => []))
      .filter(isForAll)
      .flatMap(({ NoncurrentVersionExpiration }) => NoncurrentVersionExpiration?.NoncurrentDays ?? []);
    if (days.length === 0) return [{ verdict: 'problem', title, ...versioned(s3) }];
    return [{ verdict: 'note', title, ...versionsExpire(Math.min(...days)) }];
  },
};

export const lifecycle: Check = {
  titles: ['forgotten uploads'],
  async run(bench) {
    const { client, s3, config } = bench;
    const [title = ''] = lifecycle.titles;
    let rules: LifecycleRule[];
    try {
      rules = await readLifecycle(client, s3.bucket);
    } catch (error) {
      if (isUnknown(error)) rules = [];
      else return [{ verdict: 'note', title, ...unreadable(error, ['s3:GetLifecycleConfiguration']) }];
    }
    const findings: Finding[] = [];
    const maxDays = Math.ceil(config.maxExpirySeconds / DAY);
    for (const rule of rules.filter(isForShares)) {
      const words = expiryWords(rule, maxDays);
      if (words) findings.push({ verdict: 'problem', title: 'lifecycle', ...words });
    }
    const isEnded = rules.some(
      (rule) => isForAll(rule) && rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation !== undefined,
    );
    if (isEnded) return [...findings, { verdict: 'ok', title }];
    return [...findings, { verdict: 'note', title, ...noLifecycle(await commandFor(bench)) }];
  },
  fix: {
    done: 'the bucket ends uploads after 30 days now',
    mends: (finding) => finding.verdict === 'note' && finding.title === 'forgotten uploads',
    async apply(bench) {
      try {
        await writeLifecycle(bench, await wantedLifecycle(bench));
        return null;
      } catch (error) {
        return unwritable(error, 's3:GetLifecycleConfiguration and s3:PutLifecycleConfiguration');
      }
    },
  },
};

/** What to say of a rule that deletes objects before their share ends; null where it does not. */
function expiryWords({ ID, Expiration }: LifecycleRule, maxDays: number): Words | null {
  const id = ID !== undefined && /^[\w .-]{1,255}$/.test(ID) ? ` "${ID}"` : '';
  const { Days, Date: date } = Expiration ?? {};
  if (Days !== undefined) return Days < maxDays ? expires(Days, id, maxDays) : null;
  // However far off it is: from then on every new share is deleted within a day.
  return date === undefined ? null : expiresOn(date.toISOString().slice(0, 10), id);
}

async function commandFor(bench: Bench): Promise<string[]> {
  try {
    return lifecycleCommand(bench.s3, await wantedLifecycle(bench), true);
  } catch {
    return lifecycleCommand(bench.s3, ownLifecycle(), false);
  }
}

/** Keys of shares begin with an id in hex, as api/object-keys.ts makes them; those of the doctor with its folder. */
const ID_LENGTH = 32;

/** Whether a rule is on and for keys of ours. Objects of ours have no tags. */
function isForShares({ Status, Filter, Prefix }: LifecycleRule): boolean {
  const prefix = Filter?.And?.Prefix ?? Filter?.Prefix ?? Prefix ?? '';
  const [id = '', ...path] = prefix.split('/');
  const isOfShare =
    path.length === 0
      ? id.length <= ID_LENGTH && /^[\da-f]*$/.test(id)
      : id.length === ID_LENGTH && /^[\da-f]*$/.test(id);
  const isOurs = isOfShare || 'sealdrop-check/'.startsWith(prefix) || prefix.startsWith('sealdrop-check/');
  const hasTags = Filter?.Tag !== undefined || (Filter?.And?.Tags ?? []).length > 0;
  return Status === 'Enabled' && isOurs && !hasTags;
}

/** A rule that is on and for every object. Some services leave the empty filter out, some say Prefix beside it. */
function isForAll({ Status, Filter, Prefix = '' }: LifecycleRule): boolean {
  const { Prefix: filtered = '', Tag, And, ObjectSizeGreaterThan, ObjectSizeLessThan } = Filter ?? {};
  const others = [Tag, And, ObjectSizeGreaterThan, ObjectSizeLessThan];
  return (
    Status === 'Enabled' && Prefix === '' && filtered === '' && others.every((other) => other === undefined)
  );
}

/** Whether the service has no such setting, or none that was made. */
function isUnknown(error: unknown): boolean {
  return (
    statusOf(error) === 501 ||
    statusOf(error) === 405 ||
    isStoreError(error, 'NotImplemented', 'ObjectLockConfigurationNotFoundError')
  );
}
