/** The best plain download: ranges of an object, some at once, read to their ends and dropped. */

export interface PlainDownloadInput {
  readonly workers: number;
  readonly worker: number;
  /** Of this worker. */
  readonly connections: number;
}

export interface PlainDownloadGo {
  readonly url: string;
  readonly objectSize: number;
}

const RANGE = 8 * 1_048_576;

export async function plainDownload({ workers, worker, connections }: PlainDownloadInput) {
  return async ({ url, objectSize }: PlainDownloadGo): Promise<number> => {
    let next = worker * RANGE;
    let received = 0;
    async function lane(): Promise<void> {
      for (let start = next; start < objectSize; start = next) {
        next += workers * RANGE;
        const end = Math.min(start + RANGE, objectSize);
        const headers = { range: `bytes=${start}-${end - 1}` };
        const response = await fetch(new URL(url, location.origin), { headers, cache: 'no-store' });
        if (response.status !== 206) throw new Error(`GET: ${response.status}`);
        const { byteLength } = await response.arrayBuffer();
        received += byteLength;
      }
    }
    await Promise.all(Array.from({ length: connections }, lane));
    return received;
  };
}
