/**
 * Commands to a browser as numbered JSON messages, which WebDriver BiDi and the DevTools protocol share. Commands alone:
 * no event is subscribed to, and of the network nothing, for a browser that tells of every request is slowed down by it.
 */
import type { Readable, Writable } from 'node:stream';
import { WebSocket } from 'ws';

export type Json = Readonly<Record<string, unknown>>;

export interface Wire {
  /** `envelope` is what the message holds beside method and parameters. Throws the browser's own words. */
  send(method: string, params?: Json, envelope?: Json): Promise<Json>;
  close(): void;
}

interface Channel {
  readonly write: (message: string) => void;
  readonly close: () => void;
}

interface Answer {
  readonly id?: number;
  readonly result?: Json;
  /** An object in the DevTools protocol, a code in BiDi, which has the words beside it. */
  readonly error?: { readonly message: string } | string;
  readonly message?: string;
}

interface Waiting {
  readonly resolve: (result: Json) => void;
  readonly reject: (error: Error) => void;
}

/** `open` is given what takes the browser's messages, and what is called when there will be no more. */
function wireOver(open: (take: (message: string) => void, ended: () => void) => Channel): Wire {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const take = (text: string) => {
    const { id, result, error, message } = JSON.parse(text) as Answer;
    const asked = id === undefined ? undefined : waiting.get(id);
    if (!asked || id === undefined) return;
    waiting.delete(id);
    if (error === undefined) asked.resolve(result ?? {});
    else asked.reject(new Error(typeof error === 'string' ? `${error}: ${message}` : error.message));
  };
  const ended = () => {
    for (const { reject } of waiting.values()) reject(new Error('the browser has gone'));
    waiting.clear();
  };
  const channel = open(take, ended);
  return {
    send: (method, params = {}, envelope = {}) =>
      new Promise((resolve, reject) => {
        last++;
        waiting.set(last, { resolve, reject });
        channel.write(JSON.stringify({ ...envelope, id: last, method, params }));
      }),
    close: channel.close,
  };
}

/** Over a WebSocket, at an address such as ws://127.0.0.1:9222/session. */
export async function webSocketWire(address: string): Promise<Wire> {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return wireOver((take, ended) => {
    socket.on('message', (data: Buffer) => take(data.toString()));
    socket.on('close', ended);
    socket.on('error', ended);
    return { write: (message) => socket.send(message), close: () => socket.terminate() };
  });
}

/** Over the pipes of Chromium's --remote-debugging-pipe, where a zero byte ends each message. */
export function pipeWire(toBrowser: Writable, fromBrowser: Readable): Wire {
  return wireOver((take, ended) => {
    let rest = '';
    fromBrowser.setEncoding('utf8');
    fromBrowser.on('data', (text: string) => {
      const messages = `${rest}${text}`.split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) take(message);
    });
    fromBrowser.once('close', ended);
    toBrowser.on('error', ended);
    return { write: (message) => void toBrowser.write(`${message}\0`), close: () => toBrowser.end() };
  });
}
