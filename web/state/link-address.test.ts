/** Links as they arrive: whole, cut, encoded by mail programs, pasted with what was around them. */
import { describe, expect, it } from 'vitest';
import {
  linkIn,
  newTab,
  parseLinkAddress,
  parsePastedLink,
  parsePastedRequest,
  parseRequestAddress,
  tabOf,
} from './link-address.ts';

const id = 'AbCdEfGhIjKlMnOpQrSt_-';

describe('parseLinkAddress', () => {
  it('reads id and fragment', () => {
    expect(parseLinkAddress(`https://a.example/s/${id}#secret`)).toEqual({
      shareId: id,
      fragment: 'secret',
      leaked: false,
    });
  });
  it('tells an empty fragment from none', () => {
    expect(parseLinkAddress(`http://localhost/s/${id}#`)?.fragment).toBe('');
    expect(parseLinkAddress(`http://localhost/s/${id}`)?.fragment).toBeNull();
  });
  it.each(['%23', '%2523', '%252523'])('sees a secret that reached the server as %s', (sign) => {
    expect(parseLinkAddress(`https://a.example/s/${id}${sign}secret?utm=1`)).toEqual({
      shareId: id,
      fragment: 'secret',
      leaked: true,
    });
  });
  it('ignores a query and a slash at the end', () => {
    expect(parseLinkAddress(`https://a.example/s/${id}/?x=1#secret`)).toMatchObject({
      shareId: id,
      fragment: 'secret',
    });
  });
  it.each(['/s/', '/s', `/s/${id.slice(1)}`, `/s/${id}A`, `/s/${id}/more`, '/s/%E0%A4%A'])(
    'finds no id in %s',
    (path) => {
      expect(parseLinkAddress(`https://a.example${path}#secret`)?.shareId).toBeNull();
    },
  );
  it.each(['/', '/shares', '/settings', '/sx'])('leaves %s alone', (path) => {
    expect(parseLinkAddress(`https://a.example${path}`)).toBeNull();
  });
});

describe('parsePastedLink', () => {
  it('takes a link with brackets and line breaks', () => {
    expect(parsePastedLink(` <https://a.example/s/${id}#sec\r\n ret> `, null)).toMatchObject({
      shareId: id,
      fragment: 'secret',
    });
  });
  it('takes a fragment alone for the share at hand', () => {
    expect(parsePastedLink('#secret', id)).toEqual({ shareId: id, fragment: 'secret', leaked: false });
  });
  it.each(['', 'hello', 'https://a.example/', 'https://a.example/s/short#x', 'http://['])(
    'refuses "%s"',
    (text) => {
      expect(parsePastedLink(text, id)).toBeNull();
    },
  );
});

describe('tabOf', () => {
  it('takes only what newTab makes', () => {
    const tab = newTab();
    expect(tabOf({ tab })).toBe(tab);
    for (const state of [null, 1, {}, { tab: 1 }, { tab: 'x' }, { tab: tab.slice(1) }])
      expect(tabOf(state)).toBeNull();
  });
});

describe('request links', () => {
  const fingerprint = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE';
  it('are read as links to shares are', () => {
    const address = `https://a.example/to/${fingerprint}`;
    expect(parseRequestAddress(`${address}#token`)).toEqual({ fingerprint, fragment: 'token' });
    expect(parseRequestAddress(`${address}%23token`)).toEqual({ fingerprint, fragment: 'token' });
    expect(parseRequestAddress(address)).toEqual({ fingerprint, fragment: null });
    expect(parseRequestAddress(`https://a.example/to/${fingerprint}x`)).toMatchObject({ fingerprint: null });
    expect(parseLinkAddress(`${address}#token`)).toBeNull();
  });
  it.each(['/', '/s/x', '/total', '/people'])('are not %s', (path) => {
    expect(parseRequestAddress(`https://a.example${path}`)).toBeNull();
  });
  it('are taken from pasted text', () => {
    const text = ` <https://a.example/to/${fingerprint}#to\r\n ken>`;
    expect(parsePastedRequest(text, null)).toEqual({ fingerprint, fragment: 'token' });
    expect(parsePastedRequest('#token', fingerprint)).toEqual({ fingerprint, fragment: 'token' });
    expect(parsePastedRequest('hello', fingerprint)).toBeNull();
  });
});

describe('linkIn', () => {
  const origin = 'https://a.example';
  const share = `${origin}/s/${id}#secret`;
  const request = `${origin}/to/${id}${id.slice(1)}#token`;
  it.each([
    ['alone', share, share],
    ['among words', `Look at this:\n<${share}> bye`, share],
    ['to a request page', `title ${request}`, request],
    ['the first of several', `${request} ${share}`, request],
    ['encoded by a mail program', share.replace('#', '%23'), share.replace('#', '%23')],
  ])('finds one that stands %s', (_, text, found) => {
    expect(linkIn(text, origin)).toBe(found);
  });
  it.each([
    '',
    'no link',
    share.replace('a.example', 'b.example'),
    share.replace('https:', 'http:'),
    `${origin}/s/${id}`,
    `${origin}/s/${id}#`,
    `${origin}/s/short#secret`,
    `${origin}/shares`,
    `/s/${id}#secret`,
    'https://[',
  ])('finds none in %j', (text) => {
    expect(linkIn(text, origin)).toBeNull();
  });
});
