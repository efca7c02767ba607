/** A certificate for the site's name by an authority that nobody knows: both are made for one test, and thrown away. */
import { createHash, X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../crash/process.ts';

export interface Certificate {
  /** Files: the certificate, and the key to it. */
  readonly chain: string;
  readonly key: string;
  /** The authority's certificate, for clients that are to trust it. */
  readonly authority: string;
  /** SHA-256 of the certificate's public key, in Base64, for browsers that are to trust this one key. */
  readonly pin: string;
}

export async function makeCertificate(folder: string, name: string): Promise<Certificate> {
  const at = (file: string) => join(folder, file);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
  const authority = ['-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=Thrown away'];
  await run('openssl', 'req', '-x509', ...newKey, ...authority);
  await run(
    'openssl',
    'req',
    '-new',
    ...newKey,
    '-keyout',
    at('key.pem'),
    '-out',
    at('csr'),
    '-subj',
    `/CN=${name}`,
  );
  await writeFile(at('extensions'), `subjectAltName=DNS:${name}\nextendedKeyUsage=serverAuth\n`);
  const signing = [
    '-CA',
    at('ca.pem'),
    '-CAkey',
    at('ca.key'),
    '-CAcreateserial',
    '-extfile',
    at('extensions'),
  ];
  await run('openssl', 'x509', '-req', '-in', at('csr'), '-days', '2', ...signing, '-out', at('chain.pem'));
  const { publicKey } = new X509Certificate(await readFile(at('chain.pem')));
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    chain: at('chain.pem'),
    key: at('key.pem'),
    authority: await readFile(at('ca.pem'), 'utf8'),
    pin: createHash('sha256').update(spki).digest('base64'),
  };
}
