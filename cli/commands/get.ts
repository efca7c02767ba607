/** `sealdrop get`: a file from a bucket of any S3 service, whole or not at all. docs/cli.md. */

import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { bucketObject } from '../bucket-object.ts';
import { command, UsageError } from '../command.ts';
import { getObject } from '../get-object.ts';
import { progressOf } from '../progress.ts';
import { visible } from '../terminal.ts';

export const get = command({
  summary: 'gets a file from a bucket of any S3 service',
  synopsis: 's3://BUCKET/KEY [--out FILE]',
  about:
    'The bucket is found and entered as for "put". The file has its name only when all of it is there and, if "put" has put it, its SHA-256 is the same; after whatever has ended it, the same command goes on.',
  options: {
    out: {
      value: 'FILE',
      completes: 'file',
      help: 'where it goes, or a folder; the name of the object if not given',
    },
  },
  takes: [1, 1],
  examples: [['get s3://team/reports/may.zip', 'as may.zip, into this folder']],
  run: async ({ values, positionals: [address = ''], console, result, say }) => {
    const object = await bucketObject(console.environment, address, null);
    const name = basename(object.key);
    if (values.out === undefined && ['', '.', '..'].includes(name)) {
      throw new UsageError('Say by --out what it is to be called.');
    }
    const out = values.out ?? '.';
    const isFolder = await stat(out).then(
      (found) => found.isDirectory(),
      () => false,
    );
    const got = await getObject(object, isFolder ? join(out, name) : out, (total) =>
      progressOf(console, total, 'Getting'),
    );
    if (!got.isCompared) say('Another program has put it there: nothing says which SHA-256 it has to have.');
    result(`${visible(got.place)}\n`, got);
  },
});
