/** Taking up an upload that was left: what the store lists is trusted where it can be nothing but the part, and not else. */
import { expect, it } from 'vitest';
import { type Bytes, random } from '../bytes.ts';
import { bodyGeometry } from '../crypto/body.ts';
import { oneOffIdentity } from '../crypto/identity.ts';
import { SealdropError } from '../errors.ts';
import { storeInMemory } from '../records/part-journal.test-data.ts';
import type { PartSeal } from '../transfer/sealed-part.ts';
import { manifestSizeOf, newShare } from './new-share.ts';
import { type OpenedUpload, type SharePorts, sendShare, type UploadPorts } from './send-share.ts';

const SIZE = 1_000;
const NOW = 1_800_000_000;

async function newJob() {
  const geometry = bodyGeometry(SIZE);
  const files = [{ dropped: 'a', path: 'a', size: SIZE, type: '', modified: null }];
  const { record, upload } = await newShare({
    files,
    geometry,
    identity: await oneOffIdentity(NOW),
    isOneOff: true,
    argon: null,
    message: '',
    byLink: true,
    people: [],
    delivery: null,
    lifetime: 3_600,
    limit: null,
    now: NOW,
  });
  return { record, upload, geometry, manifestSize: manifestSizeOf(files, geometry), resumed: true };
}

/** A store that lists its only part with an ETag, and a device whose journal outlives its runs. */
function newDevice(job: Awaited<ReturnType<typeof newJob>>) {
  const journal = storeInMemory();
  const storedSize = job.geometry.objectSize;
  /** One run. `arrives`: the ETag that the store gives, or null where the device dies before. */
  return async (listed: string, arrives: string | null) => {
    const sealed: (PartSeal | null)[] = [];
    const named: string[] = [];
    const openParts = async (_: unknown, { putUrl }: UploadPorts): Promise<OpenedUpload> => ({
      send: async (index, before) => {
        sealed.push(before);
        const seal = before ?? { seed: random(32), sha256: random(32) };
        await putUrl({ number: index + 1, size: storedSize, seal });
        if (arrives === null) throw new SealdropError('cancelled');
        return { number: index + 1, etag: arrives, ...seal };
      },
      compare: async () => undefined,
      readAhead: () => undefined,
      requireUnchanged: async () => undefined,
      close: () => undefined,
    });
    const client = {
      owner: async () => ({ state: 'uploading', complete: false, expires: NOW + 3_600 }),
      listParts: async () => ({ parts: [{ number: 1, size: storedSize, etag: listed }] }),
      presignParts: async () => ({ parts: [{ number: 1, url: 'https://store.example/1', headers: {} }] }),
      complete: async (_id: Bytes, _token: Bytes, parts: readonly { etag: string }[]) => {
        named.push(...parts.map(({ etag }) => etag));
      },
    };
    const nothing = () => undefined;
    const ports = {
      client,
      createShare: async () => ({ id: job.record.id, expires: NOW + 3_600 }),
      journal,
      openParts,
      admit: async () => undefined,
      retry: { signal: new AbortController().signal, onReconnecting: nothing },
      status: {
        created: nothing,
        follow: nothing,
        sending: nothing,
        sent: nothing,
        put: nothing,
        finishing: nothing,
      },
      onCreated: nothing,
      loadOwnShare: async () => ({ ...job.record, published: true }),
      withShare: async (_id: Bytes, _signal: AbortSignal, work: () => Promise<unknown>) => work(),
      publish: async () => job.record,
      settle: async () => job.record,
    } as unknown as SharePorts<OpenedUpload>;
    await sendShare(job, ports).catch((error: unknown) => {
      if (!(error instanceof SealdropError) || error.code !== 'cancelled') throw error;
    });
    return { sealed, named };
  };
}

it('takes a listed part whose acknowledgement was lost for the one that was written down', async () => {
  const run = newDevice(await newJob());
  expect((await run('"nothing"', null)).sealed).toEqual([null]);
  expect(await run('"b"', '"c"')).toEqual({ sealed: [], named: ['"b"'] });
});

it('never takes for a part what the store held before it was sealed so', async () => {
  const run = newDevice(await newJob());
  // What is listed was sealed in a run of which no record is left.
  expect((await run('"a"', null)).sealed).toEqual([null]);
  const again = await run('"a"', '"b"');
  expect(again.sealed).toHaveLength(1);
  // It is sealed as it was written down.
  expect(again.sealed[0]).not.toBeNull();
  expect(again.named).toEqual(['"b"']);
});
