/**
 * Whether a bucket can be used at all, found out by one signed request: asked at start, by /readyz and by the doctor.
 */
import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { problemOf } from './s3-problem.ts';
import type { StoreProblem } from './store.ts';

/**
 * Seconds by which two clocks may differ. The SDK corrects its own requests for a wrong clock, but presigned URLs
 * carry this machine's time and live for five minutes.
 */
const SKEW_MAX = 120;
const TIMEOUT_MS = 5_000;

/** What is wrong with the bucket, null where it answers as it should. Throws nothing. */
export async function checkBucket(client: S3Client, bucket: string): Promise<StoreProblem | null> {
  const command = new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1, Prefix: 'sealdrop-check/' });
  let date: string | undefined;
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (hasHeaders(response)) date = response.headers['date'];
      return result;
    },
    { step: 'deserialize', priority: 'low' },
  );
  try {
    const answer = await client.send(command, { abortSignal: AbortSignal.timeout(TIMEOUT_MS) });
    // Any web server answers 200; only an S3 service answers with a list.
    if (answer.IsTruncated === undefined) return { kind: 'unexpected' };
  } catch (error) {
    return problemOf(error);
  }
  const there = Date.parse(date ?? '');
  const ahead = Math.round((Date.now() - there) / 1000);
  return Math.abs(ahead) > SKEW_MAX ? { kind: 'clock-skewed', ahead } : null;
}

function hasHeaders(response: unknown): response is { headers: Record<string, string> } {
  return typeof response === 'object' && response !== null && 'headers' in response;
}
