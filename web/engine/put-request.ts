/**
 * `fetch` for a PUT that tells how far it is. It is an XMLHttpRequest, for fetch says nothing of an upload before its answer,
 * and a part takes a minute on a slow line. That follows redirects, which the content policy keeps within the store. Only
 * where it is slow: Firefox holds the bytes of each until it next collects its page, twice over, every five seconds or so.
 */
import type { Fetch } from '../../shared/call.ts';

/** Bytes of an answer at most: a store says next to nothing to a PUT. */
const ANSWER_MAX = 65_536;

/** `onSent`: bytes of the body that have left so far. */
export function putRequest(onSent: (bytes: number) => void): Fetch {
  return (url, { headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('PUT', new URL(url, self.location.origin));
      for (const [name, value] of new Headers(headers)) request.setRequestHeader(name, value);
      request.responseType = 'arraybuffer';
      const abort = () => request.abort();
      const end = () => signal?.removeEventListener('abort', abort);
      const fail = () => {
        end();
        reject(signal?.aborted ? signal.reason : new TypeError('the request failed'));
      };
      request.addEventListener('error', fail);
      request.addEventListener('abort', fail);
      const answer = (words: ArrayBuffer) => {
        try {
          resolve(answerOf(request, words));
        } catch {
          // A status that no Response can have.
          reject(new TypeError('the answer cannot be read'));
        }
        end();
      };
      request.addEventListener('load', () => answer(request.response as ArrayBuffer));
      request.addEventListener('progress', ({ loaded }) => {
        if (loaded <= ANSWER_MAX) return;
        // Its beginning says enough, and its length that it is too long.
        answer(new ArrayBuffer(ANSWER_MAX + 1));
        request.abort();
      });
      request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
      if (signal?.aborted) {
        fail();
        return;
      }
      signal?.addEventListener('abort', abort);
      request.send(body as XMLHttpRequestBodyInit);
    });
}

function answerOf(request: XMLHttpRequest, given: ArrayBuffer): Response {
  const headers = new Headers();
  for (const line of request.getAllResponseHeaders().trim().split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const { status } = request;
  // These have no body, and a Response refuses an empty one too.
  const body = status === 204 || status === 205 || status === 304 ? null : given;
  return new Response(body, { status, headers });
}
