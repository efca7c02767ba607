/**
 * An S3 service in memory for the doctor's tests: one bucket, set up as it should be, that treats digests in the ways of
 * the services that cannot run here. Signatures of presigned addresses are checked, those of commands are not.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signatureRefusal } from './testing-signature.ts';

export const KEYS = { AWS_ACCESS_KEY_ID: 'DOUBLEACCESS', AWS_SECRET_ACCESS_KEY: 'double/secret' } as const;
export const BUCKET = 'double';

/** checks: as Amazon S3; refuses-parts: 501 to parts with one, as R2; refuses-all: 400 to each, as B2. */
export type Digests = 'checks' | 'refuses-parts' | 'refuses-all';

/** What it does otherwise than it should. */
export type Fault =
  | 'any-length'
  | 'no-ranges'
  | 'no-etag'
  | 'keeps-objects'
  | 'keeps-uploads'
  | 'no-cors'
  | 'copies'
  | 'other-bytes';

export interface Double {
  readonly endpoint: string;
  /** Keys of objects and of unfinished uploads. */
  left(): string[];
  close(): void;
}

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

interface Request {
  readonly method: string;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export async function startDouble(digests: Digests, fault: Fault | null = null): Promise<Double> {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, { key: string; hasDigests: boolean; parts: Map<number, Buffer> }>();

  function requireDigest({ headers, body, query }: Request): void {
    const isAnnounced = headers['x-amz-checksum-algorithm'] !== undefined;
    const sent = headers['x-amz-checksum-sha256'];
    if (digests === 'refuses-all' && (isAnnounced || sent !== undefined))
      throw new Refusal(400, 'InvalidArgument');
    if (sent === undefined) return;
    if (digests === 'refuses-parts' && query.has('partNumber')) throw new Refusal(501, 'NotImplemented');
    if (sent !== createHash('sha256').update(body).digest('base64')) throw new Refusal(400, 'BadDigest');
  }

  function ofBucket({ method, query }: Request): Reply {
    // Rules cannot be set here, as at MinIO.
    if (method !== 'GET') throw new Refusal(501, 'NotImplemented');
    if (query.has('list-type'))
      return list(
        'Contents',
        [...objects.keys()].map((key) => ({ Key: key })),
        query,
      );
    if (query.has('uploads')) {
      const all = [...uploads].map(([UploadId, { key }]) => ({ Key: key, UploadId }));
      return list('Upload', all, query);
    }
    if (query.has('versioning')) return { body: '<VersioningConfiguration/>' };
    if (query.has('object-lock')) throw new Refusal(404, 'ObjectLockConfigurationNotFoundError');
    if (query.has('policy')) throw new Refusal(404, 'NoSuchBucketPolicy');
    if (query.has('cors')) throw new Refusal(404, 'NoSuchCORSConfiguration');
    if (query.has('lifecycle')) {
      const action = '<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation>';
      const rule = `<ID>x</ID><Status>Enabled</Status><Prefix/>${action}</AbortIncompleteMultipartUpload>`;
      return { body: `<LifecycleConfiguration><Rule>${rule}</Rule></LifecycleConfiguration>` };
    }
    throw new Refusal(501, 'NotImplemented');
  }

  function ofUpload(id: string, { method, key, query, headers, body }: Request): Reply {
    const upload = uploads.get(id);
    if (!upload) throw new Refusal(404, 'NoSuchUpload');
    if (method === 'PUT') {
      const hasDigest = headers['x-amz-checksum-sha256'] !== undefined;
      if (upload.hasDigests && !hasDigest) throw new Refusal(400, 'InvalidRequest');
      upload.parts.set(Number(query.get('partNumber')), body);
      return fault === 'no-etag' ? {} : { headers: { etag: etagOf(body) } };
    }
    if (method === 'GET') {
      const parts = [...upload.parts].map(([PartNumber, bytes]) => ({
        PartNumber,
        Size: bytes.length,
        ETag: etagOf(bytes),
      }));
      return list('Part', parts, new URLSearchParams());
    }
    if (method === 'DELETE') {
      if (fault !== 'keeps-uploads') uploads.delete(id);
      return { status: 204 };
    }
    uploads.delete(id);
    objects.set(key, Buffer.concat([...upload.parts.values()]));
    return { body: '<CompleteMultipartUploadResult/>' };
  }

  function ofObject({ method, key, query, headers, body }: Request): Reply {
    if (method === 'POST' && query.has('uploads')) {
      const id = randomBytes(8).toString('hex');
      const hasDigests = headers['x-amz-checksum-algorithm'] !== undefined;
      uploads.set(id, { key, hasDigests, parts: new Map() });
      return {
        body: `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
      };
    }
    if (method === 'PUT') {
      const source = fault === 'copies' ? headers['x-amz-copy-source'] : undefined;
      const copied = typeof source === 'string' ? objects.get(source.slice(BUCKET.length + 2)) : undefined;
      if (copied) body = copied;
      objects.set(key, fault === 'other-bytes' ? Buffer.alloc(body.length) : body);
      return { headers: { etag: etagOf(body) } };
    }
    if (method === 'DELETE') {
      if (fault !== 'keeps-objects') objects.delete(key);
      return { status: 204 };
    }
    const object = objects.get(key);
    if (!object) throw new Refusal(404, 'NoSuchKey');
    const range = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? '');
    if (!range || fault === 'no-ranges')
      return { headers: { 'content-length': String(object.length) }, body: object };
    const [start, end] = [Number(range[1]), Number(range[2])];
    const said = { 'content-range': `bytes ${start}-${end}/${object.length}` };
    return { status: 206, headers: said, body: object.subarray(start, end + 1) };
  }

  function answer(request: Request): Reply {
    requireDigest(request);
    if (request.key === '') return ofBucket(request);
    const id = request.query.get('uploadId');
    return id === null ? ofObject(request) : ofUpload(id, request);
  }

  const server = createServer((incoming, response) => {
    void serve(incoming, response, { answer, fault });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    left: () => [...objects.keys(), ...[...uploads.values()].map(({ key }) => key)],
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(
  incoming: IncomingMessage,
  response: ServerResponse,
  { answer, fault }: { answer: (request: Request) => Reply; fault: Fault | null },
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  const { pathname, searchParams: query } = new URL(url, 'http://double');
  const key = pathname.slice(BUCKET.length + 2);
  if (fault !== 'no-cors') {
    for (const [name, value] of Object.entries(corsHeaders)) response.setHeader(name, value);
  }
  try {
    if (method === 'OPTIONS') return void response.end();
    const loose = fault === 'any-length' ? ['content-length'] : [];
    const refusal = headers.authorization
      ? null
      : signatureRefusal(incoming, KEYS.AWS_SECRET_ACCESS_KEY, loose);
    if (refusal) throw new Refusal(403, refusal);
    const reply = answer({ method, key, query, headers, body: Buffer.concat(chunks) });
    response.writeHead(reply.status ?? 200, reply.headers);
    response.end(reply.body);
  } catch (error) {
    const { status, code } = error instanceof Refusal ? error : new Refusal(500, 'InternalError');
    response.writeHead(status);
    response.end(`<Error><Code>${code}</Code></Error>`);
  }
}

const corsHeaders = {
  'access-control-allow-origin': 'http://localhost:8787',
  'access-control-allow-methods': 'GET, PUT',
  'access-control-allow-headers': 'content-type, x-amz-checksum-sha256, range',
  'access-control-expose-headers': 'ETag, Content-Range',
};

function etagOf(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}

function list(
  element: string,
  items: readonly Record<string, string | number>[],
  query: URLSearchParams,
): Reply {
  const prefix = query.get('prefix') ?? '';
  const rows = items
    .filter(({ Key = '' }) => String(Key).startsWith(prefix))
    .map((item) =>
      Object.entries(item)
        .map(([name, value]) => `<${name}>${value}</${name}>`)
        .join(''),
    )
    .map((row) => `<${element}>${row}</${element}>`);
  return { body: `<List><IsTruncated>false</IsTruncated>${rows.join('')}</List>` };
}
