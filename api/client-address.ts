/**
 * Whose request it is, as far as limits go: the address at the other end of the connection, or, behind as many proxies as
 * TRUST_PROXY says, the one that the outermost of them has seen. Only the entries that these proxies have added to
 * X-Forwarded-For are believed, counted from its end: what stands before them is the client's own text.
 */
import { isIP } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Config } from './config.ts';
import type { Dependencies } from './dependencies.ts';

/**
 * One name for everybody who shares an address: an IPv4 address, or the first half of an IPv6 address, for that is what one
 * household or server is given. Never stored or logged; a key is made of it (rate-limits.ts, database/allowances.ts).
 */
export function clientAddress({ config, log }: Pick<Dependencies, 'config' | 'log'>, c: Context): string {
  // Tests call the app without a server around it.
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  const nearest = addressGroup(incoming?.socket.remoteAddress ?? '') ?? 'unknown';
  if (config.trustedProxies === 0) return nearest;
  const entries = (c.req.header('x-forwarded-for') ?? '').split(',');
  const forwarded = addressGroup(entries.at(-config.trustedProxies)?.trim() ?? '');
  // It came past the proxies, or they do not add what they are believed to: all of these share one address.
  if (forwarded === null) log('warn', 'no forwarded address');
  return forwarded ?? nearest;
}

/** Whether people come by a proxy that is not believed, for Sealdrop speaks no HTTPS: then all of them share one address. */
export function isBehindUnknownProxy({ publicOrigin, trustedProxies }: Config): boolean {
  return publicOrigin.startsWith('https:') && trustedProxies === 0;
}

/** The group of an address as the system or a proxy writes it; null where it is none, as with a port behind it. */
export function addressGroup(text: string): string | null {
  const family = isIP(text);
  if (family === 4) return text;
  // A zone names an interface of this machine, and no two addresses of a network.
  const [address = ''] = text.split('%');
  if (family !== 6 || !URL.canParse(`http://[${address}]`)) return null;
  // Its one canonical spelling.
  const { hostname } = new URL(`http://[${address}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const [left, right] = [groupsOf(head), groupsOf(tail ?? '')];
  const groups = [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
  const mapped = ['0', '0', '0', '0', '0', 'ffff'];
  if (mapped.every((group, i) => groups[i] === group)) return ipv4Of(groups[6] ?? '', groups[7] ?? '');
  return `${groups.slice(0, 4).join(':')}::/64`;
}

function groupsOf(text: string): string[] {
  return text === '' ? [] : text.split(':');
}

/** The IPv4 address within an IPv6 address, of its last two groups. */
function ipv4Of(high: string, low: string): string {
  const bits = [high, low].map((group) => Number.parseInt(group, 16));
  return bits.flatMap((value) => [value >> 8, value & 255]).join('.');
}
