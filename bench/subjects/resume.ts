/**
 * resume_waste: the tab is killed when half of the object has been put, and the upload is taken up again by the button
 * "Resume", with the same file where it is asked for. What a proxy in front of the store received beyond the object's size,
 * as a share of it.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { PlainPage } from '../../e2e/cdp.ts';
import { type CountingProxy, startCountingProxy } from '../../e2e/counting-proxy.ts';
import { startServer } from '../../e2e/server.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { median, round } from '../figures.ts';
import { drop, hasButton, linkOf, press } from '../product.ts';
import type { Rig } from '../rig.ts';
import type { Subject } from '../subject.ts';

const LOOK_AGAIN = 20;
const READY = 3_600_000;
/** A tab that dies later says little of one that dies at half. */
const LATEST = 0.75;

interface Way {
  readonly proxy: CountingProxy;
  /** Where the pages are. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** A server whose object store is reached through a proxy: for a bucket that is the bucket's, else the server's own. */
async function startWay({ options, program }: Rig): Promise<Way> {
  const endpoint = process.env['S3_ENDPOINT'];
  let target = endpoint ?? '';
  const proxy = await startCountingProxy(() => target);
  const { origin } = proxy;
  const environment =
    options.s3 && endpoint
      ? { S3_ENDPOINT: origin.replace('localhost', '127.0.0.1') }
      : { PUBLIC_ORIGIN: origin };
  const server = await startServer({ program, environment });
  if (!options.s3) target = server.origin;
  return {
    proxy,
    origin: options.s3 ? server.origin : origin,
    async stop() {
      await server.stop();
      await proxy.close();
    },
  };
}

/** Crashes the tab when the proxy has received this much. Answers the share's id. */
async function killedAt(rig: Rig, { origin, proxy }: Way, path: string, bytes: number): Promise<string> {
  const page = await rig.browser.newPage();
  await page.goto(origin);
  await drop(page, [path]);
  while (proxy.received() === 0) await wait(LOOK_AGAIN);
  const link = await linkOf(page);
  while (proxy.received() < bytes) await wait(LOOK_AGAIN);
  // It never answers: whoever could has crashed.
  void rig.browser.wire.send('Page.crash', {}, page.sessionId).catch(() => undefined);
  await page.close();
  return new URL(link).pathname.replace('/s/', '');
}

/** Resolves when "Resume" stands on the page; a file chooser that it opens will get the file. */
async function findResume(rig: Rig, page: PlainPage, origin: string, path: string): Promise<void> {
  const { wire } = rig.browser;
  wire.listen(page.sessionId, (method, { backendNodeId }) => {
    if (method !== 'Page.fileChooserOpened') return;
    void wire.send('DOM.setFileInputFiles', { files: [path], backendNodeId }, page.sessionId);
  });
  await wire.send('Page.setInterceptFileChooserDialog', { enabled: true }, page.sessionId);
  for (const place of ['/shares', '/']) {
    await page.goto(`${origin}${place}`);
    if (await hasButton(page, 'Resume')) return;
  }
  throw new Error('not available: no button "Resume" on Shares or Send');
}

function untilReady(page: PlainPage, id: string): Promise<unknown> {
  return page.waitFor(
    async (shareId) => {
      const answer = await fetch(`/api/shares/${shareId}`);
      return ((await answer.json()) as { state?: string }).state === 'ready';
    },
    { timeout: READY, parameters: [id] },
  );
}

interface Resumed {
  /** Of the object, what had arrived when "Resume" was about to be pressed. */
  readonly killed: number;
  /** Parts that the death of the tab broke off. */
  readonly broken: number;
  /** Of the object, what was received beyond it in the end. */
  readonly waste: number;
}

async function resumedOnce(rig: Rig, path: string): Promise<Resumed> {
  const { objectSize } = bodyGeometry(rig.options.size);
  const way = await startWay(rig);
  const { proxy, origin } = way;
  try {
    const id = await killedAt(rig, way, path, objectSize / 2);
    const page = await rig.browser.newPage();
    try {
      await findResume(rig, page, origin, path);
      const killed = round(proxy.received() / objectSize);
      if (killed > LATEST) throw new Error(`the tab was killed too late, at ${killed} of the object`);
      const broken = proxy.broken();
      await press(rig.browser.wire, page, 'Resume');
      await untilReady(page, id);
      return { killed, broken, waste: round((proxy.received() - objectSize) / objectSize, 4) };
    } finally {
      await page.close();
    }
  } finally {
    await way.stop();
  }
}

export const resumption: Subject = {
  name: 'resume',
  figures: ['resume_waste'],
  async measure(rig) {
    const path = await rig.file(rig.options.size);
    const runs: Resumed[] = [];
    for (let run = 1; run <= rig.options.pairs; run++) {
      const resumed = await resumedOnce(rig, path);
      runs.push(resumed);
      rig.note(`run ${run}: ${JSON.stringify(resumed)}`);
    }
    return { figures: { resume_waste: median(runs.map(({ waste }) => waste)) }, details: { runs } };
  },
};
