/**
 * What the requests of a fuzz are about: a server with shares in every state, people, request links, and addresses of
 * objects; and how a plan becomes a request to it.
 */
import { type Bytes, random, toBase64Url, utf8 } from '../../shared/bytes.ts';
import { signRequest } from '../../shared/crypto/http-signature.ts';
import type { Identity } from '../../shared/crypto/identity.ts';
import { digest, type TestServer, TestShare } from '../testing.ts';
import { newPerson, newRequestLink, TestDelivery } from '../testing-keys.ts';
import { isOfInbox, type Plan } from './plans.ts';

const SHARES = 12;

export interface World {
  readonly server: TestServer;
  readonly shares: readonly TestShare[];
  /** What no answer may ever say. */
  readonly secrets: readonly string[];
  request(plan: Plan): Promise<{ path: string; init: RequestInit }>;
  /** Puts new shares in the place of those that have ended. */
  renew(): Promise<void>;
}

export async function makeWorld(server: TestServer): Promise<World> {
  let ada = await newPerson(server);
  const bo = await newPerson(server);
  let link = await newRequestLink(server, ada);
  const shares: TestShare[] = [];
  const secrets: string[] = [];
  /** Addresses that were given out, to put these bytes to or (null) to get from. */
  const objects: { readonly url: string; readonly bytes: Bytes | null }[] = [];

  /** One share in a state of its own for each place. */
  async function make(place: number): Promise<TestShare> {
    const share = place % 4 === 3 ? new TestDelivery(server, ada, link) : new TestShare(server);
    const created = await share.create({ lifetime: 86_400 });
    if (created.status !== 201) {
      // Her link was revoked, or she has as many as she may have: somebody else takes her place.
      ada = await newPerson(server);
      link = await newRequestLink(server, ada);
      return await make(place);
    }
    if (place % 3 > 0) {
      await share.complete();
      await share.sendManifest();
    }
    if (place % 3 > 1) await share.putHeader(share.header());
    const { body } = await share.own('POST', '/parts', { parts: share.parts() });
    objects.push(...(body.parts ?? []).map(({ url, number }) => ({ url, bytes: share.part(number) })));
    const claimed = await share.claim();
    if (claimed.status === 200) objects.push({ url: claimed.body.url, bytes: null });
    if (objects.length > 100) objects.splice(0, objects.length - 100);
    secrets.push(toBase64Url(share.token), toBase64Url(share.access));
    return share;
  }

  for (let place = 0; place < SHARES; place++) shares.push(await make(place));

  const at = <T>(list: readonly T[], index: number): T => {
    const found = list[index % list.length];
    if (found === undefined) throw new RangeError('an empty list');
    return found;
  };

  /** What an honest client would send. */
  function honest({ route, fitting, right }: Plan, share: TestShare): unknown {
    switch (`${route.method} ${route.path}`) {
      case 'POST /api/shares':
        return { ...share.createJson, token: toBase64Url(random(32)) };
      case 'POST /api/shares/:id/parts':
        return { parts: share.parts() };
      case 'POST /api/shares/:id/complete':
        return { parts: share.parts().map(({ number, sha256 }) => ({ number, sha256, etag: '"x"' })) };
      case 'POST /api/shares/:id/manifest':
        return { sha256: toBase64Url(digest(share.manifest)), size: share.manifest.length };
      case 'PUT /api/shares/:id/header':
        return {
          header: toBase64Url(share.header({ rev: 2 })),
          accessHash: toBase64Url(digest(share.access)),
          replaces: null,
        };
      case 'POST /api/shares/:id/body':
        return { grant: right === 'owner' ? null : toBase64Url(random(16)) };
      case 'POST /api/shares/:id/reports':
        return { text: 'words', fragment: null };
      case 'POST /api/requests/:fingerprint':
        return { token: toBase64Url(link) };
      case 'PUT /api/cards/:fingerprint':
        return { card: toBase64Url(ada.card) };
      default:
        return fitting;
    }
  }

  function bodyOf(plan: Plan, share: TestShare): string | null {
    const isEmpty = plan.route.method === 'GET' || plan.route.path === '/api/uploads/permits';
    if (plan.body === 'none' || isEmpty) return null;
    if (plan.body === 'text') return plan.text;
    const value = plan.body === 'fitting' ? plan.fitting : honest(plan, share);
    return JSON.stringify(plan.body === 'changed' ? changed(value, plan.change) : value) ?? null;
  }

  function pathOf(plan: Plan, share: TestShare, identity: Identity): string {
    const parameters: Readonly<Record<string, string>> = {
      ':id': toBase64Url(share.id),
      ':fingerprint': toBase64Url(identity.fingerprint),
      ':tokenHash': toBase64Url(digest(link)),
    };
    const path = plan.route.path.replaceAll(/:\w+/g, (name) => plan.id ?? parameters[name] ?? '');
    return path + (plan.route.path === '/api/inbox' || plan.id !== null ? plan.query : '');
  }

  async function rightOf(
    plan: Plan,
    share: TestShare,
    identity: Identity,
    path: string,
    body: string | null,
  ) {
    const { right, route, share: number } = plan;
    const bearer = (token: Uint8Array) => ({ authorization: `Bearer ${toBase64Url(token)}` });
    if (right === 'owner') return bearer(share.token);
    if (right === 'access') return bearer(share.access);
    if (right === 'other') return bearer(at(shares, number + 1).token);
    if (right === 'text') return { authorization: plan.text.replaceAll(/[^\x20-\x7e]/g, '') };
    if (right === 'none') return {};
    const signed = await signRequest({
      identity,
      method: route.method,
      targetUri: server.deps.config.publicOrigin + path,
      body: body === null ? null : utf8(body),
      now: server.clock.now,
    });
    if (right === 'signed') return signed;
    const cut = Object.entries(signed).map(([name, value]) => [name, value.slice(0, number % value.length)]);
    return Object.fromEntries(cut) as Record<string, string>;
  }

  return {
    server,
    shares,
    secrets,
    async request(plan) {
      const { method, path: pattern } = plan.route;
      if (pattern === '/objects/*') {
        const isPut = method === 'PUT';
        const { url, bytes } = at(
          objects.filter((object) => (object.bytes !== null) === isPut),
          plan.object,
        );
        const path = plan.id === null ? url : url.slice(0, plan.share % url.length) + plan.id;
        const length: Record<string, string> = bytes ? { 'content-length': String(bytes.length) } : {};
        return { path, init: { method, headers: { ...length, ...plan.headers }, body: bytes } };
      }
      const isInbox = isOfInbox(pattern);
      const share = at(isInbox ? shares.filter((one) => one instanceof TestDelivery) : shares, plan.share);
      const identity = isInbox || plan.object % 2 === 0 ? ada : bo;
      const body = bodyOf(plan, share);
      const path = pathOf(plan, share, identity);
      const own = await rightOf(plan, share, identity, path, body);
      const headers = { 'content-type': 'application/json', ...own, ...plan.headers };
      return { path, init: { method, headers, body } };
    },
    async renew() {
      for (const [place, share] of shares.entries()) {
        if ((await share.state()) === 'ended') shares[place] = await make(place);
      }
      if (secrets.length > 1_000) secrets.splice(0, secrets.length - 1_000);
    },
  };
}

/** The value with one of its parts replaced: the way says which, by the place of each key. */
function changed(value: unknown, { way, value: other }: Plan['change']): unknown {
  const [place, ...rest] = way;
  if (place === undefined || typeof value !== 'object' || value === null) return other;
  const entries: [string, unknown][] = Object.entries(value);
  // One place more than there are: a key that nobody knows.
  const index = place % (entries.length + 1);
  const chosen = entries[index];
  if (!chosen) return Array.isArray(value) ? [...(value as unknown[]), other] : { ...value, unknown: other };
  const [key, inner] = chosen;
  const next = rest.length > 0 ? changed(inner, { way: rest, value: other }) : other;
  if (Array.isArray(value)) return (value as unknown[]).with(index, next);
  return { ...value, [key]: next };
}
