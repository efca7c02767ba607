/**
 * nginx and Caddy, each with its example of deploy/, in which only what belongs to one machine is replaced: ports, addresses, and
 * where certificate and logs are. A piece that is not there any more is an error. On Debian as root they are installed
 * where they are missing.
 */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePorts } from '../../scripts/free-ports.mjs';
import type { Certificate } from './certificate.ts';
import { startChild, untilChild } from './children.ts';
import { root } from './image.ts';
import { needPrograms } from './programs.ts';

/** The site's name in the examples. */
export const NAME = 'drop.example.org';
const START_MS = 15_000;

export interface Proxy {
  /** Where it listens on loopback. */
  readonly tlsPort: number;
  readonly plainPort: number;
  /** Everything that it has written, to its logs and to the terminal. */
  written(): Promise<string>;
  stop(): Promise<void>;
}

interface Place {
  /** An empty one. */
  readonly folder: string;
  readonly certificate: Certificate;
  /** Where Sealdrop listens. */
  readonly upstream: number;
}

interface Prepared {
  readonly command: readonly string[];
  readonly environment: Record<string, string>;
}

type Prepare = (text: string, place: Place & { tlsPort: number; plainPort: number }) => Promise<Prepared>;

const proxies: Readonly<Record<'nginx' | 'caddy', { readonly example: string; readonly prepare: Prepare }>> =
  {
    nginx: {
      example: 'nginx.conf',
      async prepare(text, { folder, certificate, upstream, tlsPort, plainPort }) {
        const site = replaced(text, [
          ['    listen [::]:443 ssl http2 default_server;\n', ''],
          ['    listen [::]:443 ssl http2;\n', ''],
          ['    listen [::]:80;\n', ''],
          ['listen 443 ssl http2 default_server;', `listen 127.0.0.1:${tlsPort} ssl http2 default_server;`],
          ['listen 443 ssl http2;', `listen 127.0.0.1:${tlsPort} ssl http2;`],
          ['listen 80;', `listen 127.0.0.1:${plainPort};`],
          [`/etc/ssl/${NAME}/fullchain.pem`, certificate.chain],
          [`/etc/ssl/${NAME}/privkey.pem`, certificate.key],
          ['/var/log/nginx/error.log', join(folder, 'logs/error.log')],
          ['http://127.0.0.1:8787', `http://127.0.0.1:${upstream}`],
        ]);
        for (const name of ['logs', 'bodies', 'answers']) await mkdir(join(folder, name));
        await writeFile(join(folder, 'site.conf'), site);
        // What is around a site in Debian's nginx.conf: logs, unless the site says otherwise.
        const main = `user root; pid ${folder}/pid; error_log ${folder}/logs/main.log; worker_processes 1;
events {}
http {
  access_log ${folder}/logs/access.log;
  error_log ${folder}/logs/http.log;
  client_body_temp_path ${folder}/bodies;
  proxy_temp_path ${folder}/answers;
  include ${folder}/site.conf;
}
`;
        await writeFile(join(folder, 'nginx.conf'), main);
        const command = ['nginx', '-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'];
        return { command, environment: {} };
      },
    },
    caddy: {
      example: 'Caddyfile',
      async prepare(text, { folder, certificate, upstream, tlsPort, plainPort }) {
        const here = `http_port ${plainPort}\n\thttps_port ${tlsPort}\n\tdefault_bind 127.0.0.1`;
        const site = `{$DOMAIN:${NAME}} {\n`;
        const adapted = replaced(text, [
          ['\tadmin off\n', `\tadmin off\n\t${here}\n`],
          [site, `${site}\ttls ${certificate.chain} ${certificate.key}\n`],
        ]);
        const file = join(folder, 'Caddyfile');
        await writeFile(file, adapted);
        return {
          command: ['caddy', 'run', '--config', file, '--adapter', 'caddyfile'],
          environment: { HOME: folder, DOMAIN: NAME, SEALDROP: `127.0.0.1:${upstream}` },
        };
      },
    },
  };

/** Starts it and waits until it listens. */
export async function startProxy(kind: keyof typeof proxies, place: Place): Promise<Proxy> {
  needPrograms({ [kind]: kind });
  const { example, prepare } = proxies[kind];
  const [tlsPort = 0, plainPort = 0] = await freePorts(2);
  const text = await readFile(join(root, 'deploy', example), 'utf8');
  const { command, environment } = await prepare(text, { ...place, tlsPort, plainPort });
  const child = await startChild(command, { PATH: process.env['PATH'] ?? '', ...environment });
  await untilChild(child, () => listens(tlsPort), START_MS);
  const logs = join(place.folder, 'logs');
  return {
    tlsPort,
    plainPort,
    async written() {
      const names = kind === 'nginx' ? await readdir(logs) : [];
      const texts = await Promise.all(names.map((name) => readFile(join(logs, name), 'utf8')));
      return [child.output(), ...texts].join('');
    },
    async stop() {
      process.kill(child.pid, 'SIGTERM');
      await child.ended;
    },
  };
}

/** The text with each piece replaced, which must be there. */
function replaced(text: string, pieces: readonly (readonly [string, string])[]): string {
  return pieces.reduce((changed, [piece, by]) => {
    if (!changed.includes(piece))
      throw new Error(`the example in deploy/ has no ${JSON.stringify(piece)} any more`);
    return changed.replaceAll(piece, () => by);
  }, text);
}

function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => done(true)).once('error', () => done(false));
    socket.once('connect', () => socket.destroy());
  });
}
