/** The last way of an arrival, ended at each of its steps and gone on with: everything has a name once, and nothing twice. */
import { execFileSync } from 'node:child_process';
import { link, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Arrivals, arrivalsIn, type Plan, TREE } from './arrivals.ts';
import { type Journal, openJournal } from './journal.ts';

const DELIVERY = 'AAAAAAAAAAAAAAAAAAAAAA';

let out: string;
let arrivals: Arrivals;
let journal: Journal;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'sealdrop-arrivals-'));
  await begin();
});
afterEach(async () => {
  await journal.close();
  await rm(out, { recursive: true, force: true });
});

async function begin(): Promise<void> {
  arrivals = await arrivalsIn(out);
  journal = await openJournal(arrivals.ownFile('journal'), arrivals.ownFile('.'));
}

/** As if the process had been killed: what is on the disk is all that is known. */
async function beginAgain(): Promise<void> {
  await journal.close();
  await begin();
}

/** A delivery that is whole: a folder with two files, and one beside it. */
async function whole(): Promise<{ place: string; plan: Plan }> {
  const place = await arrivals.placeOf(DELIVERY);
  await mkdir(join(place, 'whole'));
  for (const i of [0, 1, 2]) await writeFile(join(place, 'whole', `${i}`), `content ${i}`);
  const plan: Plan = {
    moves: [
      ['whole/0', `${TREE}/photos/a.jpg`],
      ['whole/1', `${TREE}/photos/deep/b.jpg`],
      ['whole/2', `${TREE}/list.txt`],
    ],
    tops: ['photos', 'list.txt'],
    files: 3,
    size: 27,
    sender: { kind: 'not-identified' },
  };
  await arrivals.keepPlan(DELIVERY, plan);
  return { place, plan };
}

async function store(): Promise<readonly string[]> {
  const plan = await arrivals.loadPlan(DELIVERY);
  if (!plan) throw new Error('no plan');
  return (await arrivals.store(DELIVERY, plan, journal, false)).names;
}

async function expectOnce(names = ['list.txt', 'photos']): Promise<void> {
  const [list = '', photos = ''] = names;
  expect((await readdir(out)).filter((name) => name !== '.sealdrop').toSorted()).toEqual(names.toSorted());
  expect(await readFile(join(out, photos, 'a.jpg'), 'utf8')).toBe('content 0');
  expect(await readFile(join(out, photos, 'deep/b.jpg'), 'utf8')).toBe('content 1');
  expect(await readFile(join(out, list), 'utf8')).toBe('content 2');
  expect(await arrivals.begun()).toEqual([]);
  expect(journal.isStored(DELIVERY)).toBe(true);
}

describe('an arrival', () => {
  it('gets its names, and is written down', async () => {
    await whole();
    expect(await store()).toEqual(['photos', 'list.txt']);
    await expectOnce();
    await beginAgain();
    expect(journal.isStored(DELIVERY)).toBe(true);
  });

  it('is written over nothing, and follows no link', async () => {
    await whole();
    const elsewhere = join(out, '.sealdrop/elsewhere');
    await mkdir(elsewhere);
    await symlink(elsewhere, join(out, 'photos'));
    await symlink(join(elsewhere, 'no'), join(out, 'list.txt'));
    await writeFile(join(out, 'list (2).txt'), 'mine');
    expect(await store()).toEqual(['photos (2)', 'list (3).txt']);
    expect(await readdir(elsewhere)).toEqual([]);
    expect(await readFile(join(out, 'list (2).txt'), 'utf8')).toBe('mine');
  });

  it('does not go through a link in place of the service’s own folder', async () => {
    await journal.close();
    await rm(join(out, '.sealdrop'), { recursive: true });
    await symlink(tmpdir(), join(out, '.sealdrop'));
    await expect(arrivalsIn(out)).rejects.toThrow('taken');
    await rm(join(out, '.sealdrop'));
    await begin();
  });

  it.each([1, 2])('that ended before line %i of its journal goes on', async (line) => {
    await whole();
    let lines = 0;
    const ending: Journal = {
      ...journal,
      add: async (entry) => {
        if (++lines === line) throw new Error('killed');
        return await journal.add(entry);
      },
    };
    const plan = (await arrivals.loadPlan(DELIVERY)) as Plan;
    await expect(arrivals.store(DELIVERY, plan, ending, false)).rejects.toThrow('killed');
    await beginAgain();
    await store();
    await expectOnce();
  });

  it('whose names were chosen, and nothing else, gets these', async () => {
    const { place } = await whole();
    await built(place);
    await beginAgain();
    expect(await store()).toEqual(['photos', 'list.txt']);
    await expectOnce();
  });

  it('whose folder was made, and not filled, is filled', async () => {
    const { place } = await whole();
    await built(place);
    await mkdir(join(out, 'photos'));
    await beginAgain();
    await store();
    await expectOnce();
  });

  it('whose folder has its name does not come again, be it moved on meanwhile', async () => {
    const { place } = await whole();
    await built(place);
    await rename(join(place, TREE, 'photos'), join(out, 'moved on'));
    await beginAgain();
    await store();
    await expectOnce(['list.txt', 'moved on']);
  });

  it('whose file has two names keeps the one, be it moved on meanwhile', async () => {
    const { place } = await whole();
    await built(place);
    await link(join(place, TREE, 'list.txt'), join(out, 'moved on.txt'));
    await beginAgain();
    await store();
    await expectOnce(['moved on.txt', 'photos']);
  });

  it('whose chosen name was taken by somebody gets another', async () => {
    const { place } = await whole();
    await built(place);
    await mkdir(join(out, 'photos'));
    await writeFile(join(out, 'photos/mine'), 'mine');
    await writeFile(join(out, 'list.txt'), 'mine');
    await beginAgain();
    expect(await store()).toEqual(['photos (2)', 'list (2).txt']);
    expect(await readFile(join(out, 'list.txt'), 'utf8')).toBe('mine');
    expect(await readdir(join(out, 'photos'))).toEqual(['mine']);
  });

  /** As it stands when its names have just been chosen. */
  async function built(place: string): Promise<void> {
    await mkdir(join(place, TREE, 'photos/deep'), { recursive: true });
    await rename(join(place, 'whole/0'), join(place, TREE, 'photos/a.jpg'));
    await rename(join(place, 'whole/1'), join(place, TREE, 'photos/deep/b.jpg'));
    await rename(join(place, 'whole/2'), join(place, TREE, 'list.txt'));
    await journal.add({ delivery: DELIVERY, step: 'naming', names: ['photos', 'list.txt'] });
  }
});

describe('the journal', () => {
  const path = () => join(out, '.sealdrop/journal');

  it('on a disk that is full says so, and goes on behind its last whole line', async () => {
    const own = join(out, '.sealdrop');
    await journal.close();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', own]);
    try {
      await begin();
      const line = (delivery: string) =>
        journal.add({ delivery, step: 'naming', names: ['a name'.repeat(50)] });
      await line('first');
      await writeFile(join(own, 'ballast'), Buffer.alloc(52_000));
      let written = 1;
      await expect(
        (async () => {
          for (;;) {
            await line(`${written}`);
            written++;
          }
        })(),
      ).rejects.toMatchObject({ code: 'ENOSPC' });
      await rm(join(own, 'ballast'));
      await line('last');
      await beginAgain();
      expect(journal.namesOf('last')).toHaveLength(1);
      expect((await readFile(path(), 'utf8')).split('\n').length - 1).toBe(written + 1);
    } finally {
      execFileSync('umount', ['-l', own]);
    }
  });

  it('loses a last line that was cut off, and that alone', async () => {
    await whole();
    await store();
    const text = await readFile(path(), 'utf8');
    await writeFile(path(), `${text}{"at":1,"delivery":"B`);
    await beginAgain();
    expect(journal.isStored(DELIVERY)).toBe(true);
    expect(await readFile(path(), 'utf8')).toBe(text);
    await writeFile(path(), text.slice(0, -1));
    await beginAgain();
    expect(journal.isStored(DELIVERY)).toBe(false);
  });

  it.each(['{}', 'x', '', '{"at":1,"delivery":"a","step":"naming","names":[],"more":1}'])(
    'with a line %j is refused, and its line is named',
    async (line) => {
      await whole();
      await store();
      const text = await readFile(path(), 'utf8');
      await journal.close();
      await writeFile(path(), `${text}${line}\n`);
      await expect(begin()).rejects.toMatchObject({ line: 3 });
      await writeFile(path(), text);
      await begin();
    },
  );

  it('numbers arrivals, and knows whose hook was not told', async () => {
    const stored = {
      step: 'stored' as const,
      names: ['a'],
      files: 1,
      size: 1,
      sender: {},
    };
    const [one, two] = await Promise.all(
      ['one', 'two'].map((delivery) => journal.add({ ...stored, delivery, hook: true })),
    );
    await journal.add({ ...stored, delivery: 'three', hook: false });
    expect([one?.arrival, two?.arrival]).toEqual([1, 2]);
    await journal.add({ delivery: 'one', step: 'hook', ended: 0 });
    await beginAgain();
    expect(journal.hooksDue().map(({ delivery }) => delivery)).toEqual(['two']);
    expect((await journal.add({ ...stored, delivery: 'four', hook: false })).arrival).toBe(4);
  });
});
