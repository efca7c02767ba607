/** What the tests of signed requests share: people with keys, their requests, and deliveries to them. */
import { random, toBase64Url, utf8 } from '../shared/bytes.ts';
import { createClient } from '../shared/client.ts';
import { type RequestToSign, signRequest } from '../shared/crypto/http-signature.ts';
import { type Identity, oneOffIdentity } from '../shared/crypto/identity.ts';
import { type Answer, digest, type Reachable, TestShare } from './testing.ts';

/** A server whose address and clock requests are signed for: a TestServer, or a program that runs. */
export interface Addressed extends Reachable {
  readonly deps: { readonly config: { readonly publicOrigin: string } };
  readonly clock: { readonly now: number };
}

/** A request before it is sent, with the headers that sign it. */
export interface SignedRequest {
  method: string;
  path: string;
  body: string | null;
  headers: Record<string, string>;
}

/** `changes` are signed in place of what is sent. */
export async function signed(
  server: Addressed,
  identity: Identity,
  request: { method: string; path: string; json?: unknown },
  changes: Partial<RequestToSign> = {},
): Promise<SignedRequest> {
  const { method, path, json } = request;
  const body = json === undefined ? null : JSON.stringify(json);
  const signature = await signRequest({
    identity,
    method,
    targetUri: server.deps.config.publicOrigin + path,
    body: body === null ? null : utf8(body),
    now: server.clock.now,
    ...changes,
  });
  const type: Record<string, string> = body === null ? {} : { 'content-type': 'application/json' };
  return { method, path, body, headers: { ...type, ...signature } };
}

export async function send(server: Addressed, request: SignedRequest): Promise<Answer> {
  const { method, path, headers, body } = request;
  const response = await server.request(path, { method, headers, body });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** Signs and sends. */
export async function callAs(
  server: Addressed,
  identity: Identity,
  request: { method: string; path: string; json?: unknown },
): Promise<Answer> {
  return await send(server, await signed(server, identity, request));
}

/** The real client. Its clock is that of this machine, the server's is the test's. */
export function clientOf(server: Addressed): ReturnType<typeof createClient> {
  const { publicOrigin } = server.deps.config;
  return createClient(publicOrigin, async (url, init) => await server.request(url, init));
}

/** Somebody whose card the server holds. */
export async function newPerson(server: Addressed): Promise<Identity> {
  const identity = await oneOffIdentity(server.clock.now);
  await clientOf(server).putCard(identity);
  return identity;
}

/** The token of a new request link, which answers to nobody but the test. */
export async function newRequestLink(
  server: Addressed,
  identity: Identity,
  expires: number | null = null,
): Promise<Uint8Array<ArrayBuffer>> {
  const token = random(16);
  await clientOf(server).addRequestLink(identity, { tokenHash: digest(token), expires, box: random(433) });
  return token;
}

/** A sender's side of a delivery. */
export class TestDelivery extends TestShare {
  readonly deliverTo: { readonly fingerprint: string; readonly token: string };

  constructor(server: Addressed, identity: Pick<Identity, 'fingerprint'>, token: Uint8Array) {
    super(server);
    this.deliverTo = { fingerprint: toBase64Url(identity.fingerprint), token: toBase64Url(token) };
  }

  override get createJson() {
    return { ...super.createJson, deliverTo: this.deliverTo };
  }

  override header(changes: Parameters<TestShare['header']>[0] = {}) {
    const stanzas = [{ type: 1 as const, enc: random(97), ct: random(48) }];
    return super.header({ deliver: 1, stanzas, ...changes });
  }
}
