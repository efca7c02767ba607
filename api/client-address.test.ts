/** Whose request it is: groups of addresses, and which entry of X-Forwarded-For is believed. */
import type { Context } from 'hono';
import { describe, expect, it } from 'vitest';
import { addressGroup, clientAddress } from './client-address.ts';
import { testServer } from './testing.ts';

describe('a group of addresses', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::FFFF:c000:0207', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (text, group) => {
    expect(addressGroup(text)).toBe(group);
  });

  it.each([
    '',
    'unknown',
    '_hidden',
    '192.0.2.7:443',
    '192.0.2.07',
    '192.0.2',
    '[2001:db8::1]',
    '[2001:db8::1]:443',
    '2001:db8::1::2',
    '1.2.3.4, 5.6.7.8',
    'localhost',
  ])('is none of %j', (text) => {
    expect(addressGroup(text)).toBeNull();
  });
});

describe('behind proxies', () => {
  const lines: string[] = [];
  /** The address of a request from 10.0.0.1 with this header, where so many proxies are believed. */
  async function seen(trustedProxies: number, forwarded?: string): Promise<string> {
    const server = await testServer({ trustedProxies });
    lines.length = 0;
    const headers = new Headers(forwarded === undefined ? {} : { 'x-forwarded-for': forwarded });
    const c = {
      env: { incoming: { socket: { remoteAddress: '10.0.0.1' } } },
      req: { header: (name: string) => headers.get(name) ?? undefined },
    };
    const address = clientAddress(server.deps, c as unknown as Context);
    lines.push(...server.lines);
    await server.close();
    return address;
  }

  it('none is believed unless it is said', async () => {
    expect(await seen(0, '192.0.2.7')).toBe('10.0.0.1');
    expect(await seen(0)).toBe('10.0.0.1');
  });

  it('entries count from the end, so that what a client writes is not believed', async () => {
    expect(await seen(1, '192.0.2.7')).toBe('192.0.2.7');
    expect(await seen(1, '198.51.100.9, 192.0.2.7')).toBe('192.0.2.7');
    expect(await seen(2, '198.51.100.9, 192.0.2.7, 10.0.0.2')).toBe('192.0.2.7');
    expect(await seen(2, '203.0.113.1,2001:db8::1 ,10.0.0.2')).toBe('2001:db8:0:0::/64');
    expect(lines).toEqual([]);
  });

  it.each([undefined, '', 'nonsense', '192.0.2.7:443', '192.0.2.7,', '192.0.2.7 10.0.0.2'])(
    'with %j it is the proxy’s own, and the log says so without it',
    async (forwarded) => {
      expect(await seen(1, forwarded)).toBe('10.0.0.1');
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('no forwarded address');
      expect(lines[0]).not.toContain('192.0.2');
    },
  );

  it('with too few entries it is the proxy’s own', async () => {
    expect(await seen(2, '192.0.2.7')).toBe('10.0.0.1');
  });
});
