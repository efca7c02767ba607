/**
 * `npm test`: installs, then types, lint, unit tests in Node and in a browser, build, and end-to-end tests. A
 * failing step does not stop the others. The last line is "N passed, N failed, N skipped" over all of it, where
 * each check of types and lint counts as one. Modes: all (default), unit, e2e, hostile, s3, postgres, a11y, crash, network, shipping, fuzz,
 * vectors, large, engines. Only Node's own modules until the install is done. docs/testing.md.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = join(root, '.cache/reports');
process.chdir(root);

/** @type {Counts} */
const sum = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const lines = [];

/** Milliseconds for all of the crash tests, and for all large files. */
const CRASH_MS = 3_600_000;
const LARGE_MS = 3_600_000;

/**
 * Journeys in a browser that fail are run once more: a page, a browser and a server on a machine that does something else besides meet in
 * more ways than a test foresees. What passes then is named at the end; more of it than this in one step is a failure.
 */
const AGAIN = ['--retries', '1'];
const AGAIN_MOST = 1;

/** @param {Counts} counts */
const words = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Runs a command to its end; its output goes to the terminal.
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {Record<string, string>} [environment]
 * @returns {Promise<boolean>} whether it ended with 0
 */
function run(command, parameters, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, { stdio: 'inherit', env: { ...process.env, ...environment } });
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal);
    process.once('SIGTERM', pass);
    child.once('error', (error) => {
      console.error(error.message);
      resolve(false);
    });
    child.once('close', (code) => {
      process.off('SIGTERM', pass);
      resolve(code === 0);
    });
  });
}

/** @param {string} name @param {readonly string[]} parameters @param {Record<string, string>} [environment] */
const bin = (name, parameters, environment) => run(join('node_modules/.bin', name), parameters, environment);

/**
 * One step: its counts are added up, and a step that fails without a failed test, or leaves no report, is a
 * failed test itself.
 * @param {string} title
 * @param {() => Promise<{ ok: boolean, counts: Counts | null }>} body
 */
async function step(title, body) {
  console.log(`\n== ${title}`);
  const started = performance.now();
  const { ok, counts: reported } = await body().catch((error) => {
    console.error(error);
    return { ok: false, counts: null };
  });
  const counts = reported ?? { passed: 0, failed: 0, skipped: 0 };
  if ((!ok || reported === null) && counts.failed === 0) counts.failed = 1;
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  sum.skipped += counts.skipped;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  lines.push(`${title}: ${words(counts)} (${seconds} s)`);
}

/** A step that is one test. @param {string} title @param {() => Promise<boolean>} body */
async function check(title, body) {
  await step(title, async () => {
    const ok = await body();
    return { ok, counts: { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 } };
  });
}

/** @param {string} file @returns {any} */
function report(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** A fresh path for a report. @param {string} name */
function reportFile(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** @typedef {{ status: string, ancestorTitles: string[] }} Assertion */

/** @param {string} name @param {readonly string[]} parameters @param {Record<string, string>} [environment] */
async function vitest(name, parameters, environment) {
  const file = reportFile(name);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ok = await bin('vitest', ['run', ...reporters, ...parameters], environment);
  const json = report(file);
  if (json === null) return { ok, counts: null, assertions: [] };
  /** @type {{ status: string, assertionResults: Assertion[] }[]} */
  const files = json.testResults;
  // A file that cannot even be loaded has no tests to fail.
  const broken = files.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  );
  const counts = {
    passed: json.numPassedTests,
    failed: json.numFailedTests + broken.length,
    skipped: json.numPendingTests + json.numTodoTests,
  };
  return { ok, counts, assertions: files.flatMap(({ assertionResults }) => assertionResults) };
}

/** @param {string} name @param {readonly string[]} parameters @param {Record<string, string>} [environment] */
async function playwright(name, parameters, environment = {}) {
  const file = reportFile(name);
  const ok = await bin('playwright', ['test', '--reporter=list,json', ...parameters], {
    ...environment,
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  });
  const json = report(file);
  if (json === null) return { ok, counts: null };
  const { expected, unexpected, flaky, skipped } = json.stats;
  const again = namesOf(json.suites, 'flaky');
  lines.push(...again.map((title) => `passed only when it was run again, to be looked into: ${title}`));
  const excused = flaky <= AGAIN_MOST ? flaky : 0;
  // Errors outside of tests (a spec that cannot be loaded) are failures too.
  const failed = unexpected + flaky - excused + json.errors.length;
  return { ok: ok && failed === 0, counts: { passed: expected + excused, failed, skipped } };
}

/**
 * Tests of a report of Playwright's that ended so.
 * @param {any[]} suites
 * @param {string} wanted
 * @returns {string[]}
 */
function namesOf(suites, wanted) {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs
      .filter((/** @type {any} */ { tests }) =>
        tests.some((/** @type {any} */ { status }) => status === wanted),
      )
      .map((/** @type {any} */ { file, line, title }) => `e2e/${file}:${line} ${title}`),
    ...namesOf(inner, wanted),
  ]);
}

/** What each file of vectors gave, from the outermost title of its tests. @param {Assertion[]} assertions */
function perFile(assertions) {
  /** @type {Map<string, Counts>} */
  const files = new Map();
  for (const { status, ancestorTitles } of assertions) {
    const file = ancestorTitles[0] ?? '(other)';
    const counts = files.get(file) ?? { passed: 0, failed: 0, skipped: 0 };
    if (status === 'passed') counts.passed++;
    else if (status === 'failed') counts.failed++;
    else counts.skipped++;
    files.set(file, counts);
  }
  return [...files].map(([file, counts]) => `  ${file}: ${words(counts)}`);
}

const built = () => check('build', () => run('node', ['scripts/build.mjs']));
/** Tests that belong to other commands. */
const others =
  '@large|@screenshot|@screens|@bucket|@crash|@network|@engines|@a11y|@postgres|@shipping|@faults';
const e2e = async () => {
  const { clearResults } = await import('./network-table.mjs');
  clearResults();
  const folders = ['e2e/[^/]+$', 'e2e/network/'];
  await step('end to end', () => playwright('e2e', [...AGAIN, '--grep-invert', others, ...folders]));
  await faultTable(true);
};

/**
 * The table of what the seeds of networks went through. `every`: a kind of fault that never happened is a failure, for
 * what is never injected is never tested.
 * @param {boolean} every
 */
const faultTable = (every) =>
  check('every kind of fault happened', async () => {
    const { networkTable } = await import('./network-table.mjs');
    const { lines: table, missing, wrong, seeds } = networkTable();
    console.log(table.join('\n'));
    if (every && missing.length > 0) console.error(`never injected: ${missing.join(', ')}`);
    if (wrong > 0) console.error(`${wrong} of ${seeds} seeds ended wrongly`);
    return seeds > 0 && wrong === 0 && (!every || missing.length === 0);
  });

/**
 * What follows the mode of networks: --seeds N, how many seeds, a tenth of them in a browser; --seed WHERE-N, that one alone, as the
 * line of a failure says it.
 */
function networkParameters() {
  const [name = '--seeds', value = '200'] = process.argv.slice(3);
  if (name === '--seeds' && /^[1-9]\d{0,5}$/.test(value)) return { NETWORK_SEEDS: value };
  if (name === '--seed' && /^(node|browser)-\d{1,9}$/.test(value)) return { NETWORK_SEED: value };
  throw new Error('usage: npm run test:network [-- --seeds N | --seed node-N | --seed browser-N]');
}

/** What follows the mode of fuzz: --requests N, --seed N, as the line of a failure says it. */
function fuzzParameters() {
  const rest = process.argv.slice(3);
  const value = (/** @type {string} */ name) => rest[rest.indexOf(name) + 1] ?? '';
  const known =
    rest.length % 2 === 0 && rest.every((text, i) => i % 2 === 1 || /^--(requests|seed)$/.test(text));
  const numbers = rest.filter((_, i) => i % 2 === 1).every((text) => /^\d{1,9}$/.test(text));
  if (!known || !numbers) throw new Error('usage: npm run fuzz [-- --requests N] [--seed N]');
  return {
    FUZZ_REQUESTS: rest.includes('--requests') ? value('--requests') : '100000',
    ...(rest.includes('--seed') ? { FUZZ_SEED: value('--seed') } : {}),
  };
}

/**
 * The journeys to which it makes a difference where the objects are, by E2E_STORE (e2e/stored-objects.ts), and the
 * tests among them that are left out: what belongs to another store, large files but one, what the service is not asked about,
 * and, where bytes come through the server as they do from a disk, what a page makes of wrong ones of the right number.
 * @type {Record<string, { specs: string[], without: string }>}
 */
const bucketJourneys = {
  direct: {
    specs: ['share', 'options', 'clicks', 'damage', 'secrets', 'journey', 'resume', 'bucket'],
    without:
      '@large|@proxy|above the ordinary download|a passphrase|a message|expiry and limit|a limit of 1|another range|fewer bytes',
  },
  virtual: { specs: ['clicks', 'bucket'], without: '@proxy|80 MiB' },
  proxy: {
    specs: ['clicks', 'damage', 'bucket'],
    without: '@direct|flipped|swapped|overwritten|another range|fewer bytes',
  },
};

/** Runs `body` with an S3 service; without one, it is a failure. @param {(environment: Record<string, string>) => Promise<void>} body */
async function withS3(body) {
  const { startS3 } = await import('./s3-server.mjs');
  const service = await startS3().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return null;
  });
  if (!service) return await check('S3 service', async () => false);
  try {
    await body({ ...service.environment });
  } finally {
    await service.stop();
  }
}

/**
 * Runs `body` with a new bucket, which is removed afterwards.
 * @template T
 * @param {Record<string, string>} environment
 * @param {(environment: Record<string, string>) => Promise<T>} body
 */
async function inBucket(environment, body) {
  const { makeBucket } = await import('./s3-bucket.mjs');
  const { name, remove } = await makeBucket(environment, null);
  try {
    return await body({ ...environment, S3_BUCKET: name });
  } finally {
    await remove();
  }
}

/** Journeys by which pages have shares, their changes and deliveries in the database; each request of the API is asked there besides. */
const overPostgres = ['clicks', 'options', 'inbox'].map((spec) => `e2e/${spec}.spec.ts`);

/** @param {string} title @param {string} store @param {Record<string, string>} environment */
const journeys = (title, store, environment) =>
  step(title, () => {
    const { specs = [], without = '' } = bucketJourneys[store] ?? {};
    const parameters = [...AGAIN, '--grep-invert', without, ...specs.map((spec) => `e2e/${spec}.spec.ts`)];
    return playwright(`s3-${store}`, parameters, { ...environment, E2E_STORE: store });
  });

/** @type {Record<string, () => Promise<void>>} */
const modes = {
  async all() {
    await Promise.all([
      check('types', () => bin('tsc', ['-b'])),
      check('format', () => bin('biome', ['check', '.'])),
      check('lint', () => bin('oxlint', ['--type-aware', '--deny-warnings'])),
      check('unused code', () => bin('knip', [])),
    ]);
    await modes.unit?.();
    await built();
    await e2e();
  },
  async unit() {
    // Two processes, for in one of them the projects would wait for each other. Each line says where it is from.
    await Promise.all([
      step('unit, in Node', () => vitest('unit-node', ['--project', 'node', '--project', 'alone'])),
      step('unit, in Chromium', () => vitest('unit-browser', ['--project', 'browser'])),
    ]);
  },
  async e2e() {
    await built();
    await e2e();
  },
  async s3() {
    await withS3(async (environment) => {
      await step('unit, over S3', () =>
        inBucket(environment, (all) => vitest('s3', ['--project', 's3'], all)),
      );
      await built();
      await journeys('end to end, browser to bucket', 'direct', environment);
      if (environment['S3_VIRTUAL_ENDPOINT']) {
        await journeys('end to end, bucket in the host name', 'virtual', environment);
      }
      await journeys('end to end, through the server', 'proxy', environment);
    });
  },
  async postgres() {
    const { startPostgres } = await import('./postgres-server.mjs');
    const service = await startPostgres({ durable: false }).catch((error) => {
      console.error(error instanceof Error ? error.message : error);
      return null;
    });
    if (!service) return await check('PostgreSQL', async () => false);
    try {
      const postgres = { TEST_POSTGRES: service.url, DATABASE_URL: '', FUZZ_REQUESTS: '500' };
      await built();
      const parameters = ['--workers', '1', '--grep', '@postgres', 'e2e/crash/postgres'];
      // One of its own, for it is killed.
      await step('PostgreSQL killed', () => playwright('postgres', parameters, { DATABASE_URL: '' }));
      await step('end to end, over PostgreSQL', () =>
        playwright('over-postgres', [...AGAIN, ...overPostgres], { E2E_POSTGRES: service.url }),
      );
      await withS3((environment) =>
        step('the API over PostgreSQL', () =>
          inBucket(environment, (all) =>
            vitest('postgres', ['--project', 'postgres'], { ...all, ...postgres }),
          ),
        ),
      );
    } finally {
      await service.stop();
    }
  },
  async hostile() {
    await built();
    const folders = ['e2e/crash/', 'e2e/evil/'];
    await step('crashes, and an evil server', () =>
      playwright('hostile', ['--grep-invert', others, ...folders]),
    );
  },
  async crash() {
    await built();
    // One after another, for a service that is killed is killed for all.
    const parameters = ['--workers', '1', '--global-timeout', `${CRASH_MS}`];
    await step('crashes and races', () =>
      playwright('crash', [...parameters, 'e2e/crash/', 'e2e/vault-full']),
    );
    await step('the evil server', () => playwright('evil', [...parameters, 'e2e/evil/']));
  },
  async faults() {
    await built();
    const parameters = ['--workers', '1', '--global-timeout', `${CRASH_MS}`];
    await step('faults in the middle of transfers', () =>
      playwright('faults', [...parameters, 'e2e/faults/']),
    );
  },
  async network() {
    const environment = networkParameters();
    const { clearResults } = await import('./network-table.mjs');
    clearResults();
    await built();
    await step('networks that fail', () => playwright('network', ['e2e/network/'], environment));
    await faultTable('NETWORK_SEEDS' in environment);
  },
  async shipping() {
    await built();
    /** @type {[string, string][]} */
    const specs = [
      ['the files in deploy/', 'deploy'],
      ['backups', 'backup'],
      ['behind nginx and Caddy', 'proxy'],
      ['the image', 'image'],
    ];
    for (const [title, name] of specs) {
      const parameters = ['--workers', '1', `e2e/shipping/${name}.spec.ts`];
      // A PostgreSQL of its own.
      await step(title, () => playwright(`shipping-${name}`, parameters, { DATABASE_URL: '' }));
    }
  },
  async a11y() {
    await built();
    await step('screens by axe and by keyboard', () => playwright('a11y', [...AGAIN, '--grep', '@a11y']));
  },
  async large() {
    await built();
    await step('end to end, 1 GiB, 10,000 files, 300 MB of each older kind', () =>
      playwright('large', ['--grep', '@large', '--workers', '1', '--global-timeout', `${LARGE_MS}`]),
    );
  },
  async engines() {
    const { ensureEngines, readOptions } = await import('./engines.mjs');
    const { engines, environment, timeout } = readOptions(process.argv.slice(3));
    await check('engines', async () => {
      try {
        await ensureEngines(engines);
        return true;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return false;
      }
    });
    // Not what was asked for: it counts only where it fails.
    sum.passed = 0;
    await built();
    rmSync(join(root, '.cache/engines'), { recursive: true, force: true });
    const parameters = ['--grep', '@engines', '--workers', '1', '--global-timeout', `${timeout}`];
    await step('journeys in three engines', () => playwright('engines', parameters, environment));
  },
  async fuzz() {
    const environment = fuzzParameters();
    await step(`any request, ${environment.FUZZ_REQUESTS} times`, () =>
      vitest('fuzz', ['--project', 'node', 'api/fuzz/'], environment),
    );
  },
  async vectors() {
    const both = ['wycheproof', 'floe-vectors', 'hpke-vectors'].map(
      (name) => `shared/crypto/${name}.test.ts`,
    );
    /** @type {[string, string[]][]} */
    const engines = [
      ['node', ['--project', 'node', '--project', 'alone', ...both, 'cli/floe.test.ts']],
      ['browser', ['--project', 'browser', ...both]],
    ];
    for (const [engine, wanted] of engines) {
      const title = `outside vectors, ${engine === 'node' ? `Node ${process.versions.node}` : 'Chromium'}`;
      /** @type {string[]} */
      const files = [];
      await step(title, async () => {
        const result = await vitest(`vectors-${engine}`, wanted);
        files.push(...perFile(result.assertions));
        return result;
      });
      lines.push(...files);
    }
  },
};

async function main() {
  const mode = process.argv[2] ?? 'all';
  const body = modes[mode];
  if (!body) {
    console.error(`usage: node scripts/test.mjs [${Object.keys(modes).join('|')}]`);
    return 2;
  }
  await check('install', () => run('sh', ['scripts/install.sh']));
  if (sum.failed === 0) {
    await check('browser', async () => {
      const { ensureBrowser } = await import('./browser.mjs');
      try {
        console.log(await ensureBrowser());
        return true;
      } catch (error) {
        console.error(error instanceof Error ? error.message : error);
        return false;
      }
    });
    // These two are not what was asked for: they count only where they fail.
    sum.passed = 0;
    await body();
  }
  console.log(`\n${lines.join('\n')}\n\n${words(sum)}`);
  return sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}

process.exitCode = await main();
