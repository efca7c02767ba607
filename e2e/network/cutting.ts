/** Answers on their way back, whole or in part. */
import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { Answered } from './upstream.ts';

/** All of it. */
export function reply(response: ServerResponse, { status, headers, body }: Answered): void {
  const length = status === 204 || status === 304 ? {} : { 'content-length': `${body.length}` };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
}

/** As much of it as the fault lets through, and what becomes of the connection then. */
export async function replyThrough(
  response: ServerResponse,
  { status, headers, body }: Answered,
  { fault, stall }: { readonly fault: Fault | null; readonly stall: () => Promise<void> },
): Promise<void> {
  const kind = fault?.kind;
  const part = body.subarray(0, Math.floor((fault?.roll ?? 0) * body.length));
  const { 'content-length': _, ...others } = headers;
  const { socket } = response;
  if (kind === 'drop-in-response' || kind === 'stall-response' || kind === 'cut-with-length') {
    response.writeHead(status, { ...others, 'content-length': `${body.length}` });
    await written(response, part);
    if (kind === 'stall-response') await stall();
    else if (kind === 'cut-with-length') socket?.end();
    else socket?.destroy();
  } else if (kind === 'cut-without-length' || kind === 'cut-chunked') {
    const isChunked = kind === 'cut-chunked';
    const own = isChunked ? { 'transfer-encoding': 'chunked' } : { connection: 'close' };
    const lines = Object.entries({ ...others, ...own }).map(([name, value]) => `${name}: ${value}\r\n`);
    // By hand, for Node.js sends no wrong answers.
    socket?.write(`HTTP/1.1 ${status} Cut\r\n${lines.join('')}\r\n`);
    if (isChunked && part.length > 0) socket?.write(`${part.length.toString(16)}\r\n`);
    socket?.end(part);
  } else {
    reply(response, { status, headers, body });
  }
}

function written(response: ServerResponse, part: Buffer): Promise<void> {
  response.flushHeaders();
  return new Promise((resolve) => {
    if (part.length === 0) resolve();
    else response.write(part, () => resolve());
    response.once('close', resolve);
  });
}
