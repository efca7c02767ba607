/**
 * Lets Node.js find names below "localhost" on loopback, as browsers do by themselves (RFC 6761): buckets of the
 * tests' S3 service have such names. For a child process: NODE_OPTIONS=--import=FILE.
 */
import dns from 'node:dns';

const lookup = dns.lookup;

/** @type {(name: string, ...rest: any[]) => unknown} */
const patched = (name, ...rest) =>
  Reflect.apply(lookup, dns, [name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest]);
// Whoever connects asks for it by this object, each time.
Object.assign(dns, { lookup: patched });
