/** What it means when a connection fails, from the codes of Node.js, OpenSSL and the HTTP parser. */
import type { S3Config } from '../config.ts';
import { storeProblemWords } from '../objects/problem-words.ts';
import type { Words } from './report.ts';

const CERTIFICATE =
  'Give it a certificate that this machine trusts, for exactly this name. NODE_EXTRA_CA_CERTS=FILE lets Node.js trust one more authority.';

/** `url` is the bucket's. */
export function unreached(error: unknown, url: string, s3: S3Config): Words {
  const { host, hostname, protocol } = new URL(url);
  const code = causeCode(error);
  switch (code) {
    case 'ECONNREFUSED':
      return {
        what: `nothing answers at ${host} (connection refused)`,
        todo: ['Start the S3 service, or set S3_ENDPOINT to where it is.'],
      };
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        what: `the name ${hostname} is not known`,
        todo: [
          s3.addressing === 'virtual'
            ? 'Check S3_ENDPOINT. If the service has no host names for its buckets, set S3_ADDRESSING=path.'
            : 'Check S3_ENDPOINT, and how this machine looks up names.',
        ],
      };
    default:
  }
  if (/^(CERT_|ERR_TLS_CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    return { what: `the certificate of ${host} is not valid (${code})`, todo: [CERTIFICATE] };
  }
  if (/^(ERR_SSL_|EPROTO|HPE_|ERR_TLS)/.test(code)) {
    return {
      what: `what answers at ${host} does not speak ${protocol === 'https:' ? 'HTTPS' : 'HTTP'}`,
      todo: ['Check the scheme and the port of S3_ENDPOINT.'],
    };
  }
  const { what, fix } = storeProblemWords({ kind: 'unreachable' }, s3);
  return { what: code === '' ? what : `${what} (${code})`, todo: [fix] };
}

/** The first code in the chain of causes, '' where there is none. */
function causeCode(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string' && /^\w{1,64}$/.test(at.code)) return at.code;
    // Both addresses of a name were tried.
    if (at instanceof AggregateError) return causeCode(at.errors[0]);
  }
  return '';
}
