/** systemd's and Docker Compose's own judgement of the files in deploy/: `npm run test:shipping`. docs/testing.md. */
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { root } from './image.ts';
import { needPrograms } from './programs.ts';

/** What systemd-analyze calls "OK" ends at 2.9 of 10; in tenths. */
const EXPOSURE_MAX = 15;

const at = (name: string) => join(root, 'deploy', name);

function run(program: string, parameters: readonly string[], input = '') {
  const { status, stdout, stderr } = spawnSync(program, parameters, { encoding: 'utf8', input });
  return { status, stdout, stderr };
}

for (const name of ['sealdrop.service', 'sealdrop-receive.service']) {
  test(`@shipping ${name} is a unit that systemd takes, and lets the service do little`, async () => {
    needPrograms({ 'systemd-analyze': 'systemd' });
    const unit = at(name);
    expect(run('systemd-analyze', ['verify', unit])).toEqual({ status: 0, stdout: '', stderr: '' });
    const judged = run('systemd-analyze', [
      'security',
      '--offline=true',
      `--threshold=${EXPOSURE_MAX}`,
      unit,
    ]);
    expect(judged.status, judged.stdout).toBe(0);
    // V8 compiles as it runs.
    expect(await readFile(unit, 'utf8')).not.toMatch(/^MemoryDenyWriteExecute=(yes|true|on|1)$/m);
  });
}

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly cap_add?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly unknown[];
  readonly tmpfs?: readonly string[];
  readonly networks: Readonly<Record<string, unknown>>;
}

test('@shipping the compose file is one that Compose takes, no service may do more than it must, and secrets come from outside', async () => {
  needPrograms({ 'docker-compose': 'docker-compose' });
  const folder = await mkdtemp(join(tmpdir(), 'sealdrop-compose-'));
  try {
    const example = await readFile(at('env.example'), 'utf8');
    const compose = (file: string) =>
      run('docker-compose', ['--file', at('compose.yaml'), '--env-file', file, 'config']);
    // There is no password, and no key, that everybody has.
    expect(compose(at('env.example')).status).not.toBe(0);
    const filled = join(folder, 'env');
    const fill = (text: string, key: string, value: string) =>
      text.replace(new RegExp(`^${key}=$`, 'm'), `${key}=${value}`);
    const half = fill(example, 'POSTGRES_PASSWORD', '0f0f');
    await writeFile(filled, half);
    expect(compose(filled).status).not.toBe(0);
    await writeFile(filled, fill(half, 'FILE_KEY_BASE64', randomBytes(32).toString('base64')));
    const { status, stdout, stderr } = compose(filled);
    expect([status, stderr]).toEqual([0, '']);
    const toJson = 'import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)';
    const { services } = JSON.parse(run('python3', ['-c', toJson], stdout).stdout) as {
      services: Record<string, Service>;
    };
    expect(Object.keys(services).sort()).toEqual(['caddy', 'postgres', 'sealdrop']);
    for (const [name, service] of Object.entries(services)) {
      expect(service.read_only, name).toBe(true);
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.security_opt, name).toEqual(['no-new-privileges:true']);
      expect(service.tmpfs, name).toContain('/tmp');
      expect(service.ports !== undefined, name).toBe(name === 'caddy');
    }
    expect(services['sealdrop']?.cap_add).toBeUndefined();
    expect(Object.keys(services['postgres']?.networks ?? {})).toEqual(['database']);
    expect(services['sealdrop']?.environment).toMatchObject({
      PUBLIC_ORIGIN: 'https://drop.example.org',
      DATABASE_URL: 'postgres://sealdrop:0f0f@postgres/sealdrop',
    });
    // Whatever is set is a setting, and whatever the example offers is used.
    const settings = await readFile(join(root, 'docs/operations.md'), 'utf8');
    for (const key of Object.keys(services['sealdrop']?.environment ?? {}))
      expect(settings).toContain(`\`${key}\``);
    const used = new Set((await readFile(at('compose.yaml'), 'utf8')).match(/(?<=\$\{)[A-Z0-9_]+/g));
    const offered = new Set(example.match(/^[A-Z0-9_]+(?==)/gm));
    expect([...used].sort()).toEqual([...offered].sort());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
