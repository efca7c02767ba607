/** `sealdrop put`: a file into a bucket of any S3 service. docs/cli.md. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { bucketObject } from '../bucket-object.ts';
import { command } from '../command.ts';
import { openHome } from '../home.ts';
import { progressOf } from '../progress.ts';
import { putObject } from '../put-object.ts';
import { visible } from '../terminal.ts';

export const put = command({
  summary: 'puts a file into a bucket of any S3 service',
  synopsis: 'FILE s3://BUCKET/KEY',
  about:
    'The bucket is found and entered by S3_ENDPOINT, S3_REGION, S3_ADDRESSING, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. Parts go at once, each with its SHA-256; after whatever has ended it, the same command goes on. The file goes as it is: pack it first.',
  options: {
    replace: { help: 'over what is there under this name' },
  },
  takes: [2, 2],
  completes: 'file',
  examples: [
    ['put report.zip s3://team/reports/may.zip', 'a package, under that name'],
    ['put report.zip s3://team/reports/', 'under its own name'],
  ],
  run: async ({ values, positionals: [path = '', address = ''], console, result }) => {
    const { environment } = console;
    const object = await bucketObject(environment, address, basename(path));
    const home = await openHome(environment);
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    const progress = progressOf(console, size, 'Putting');
    const done = await putObject({
      path,
      object,
      replace: values.replace,
      checksums: environment['S3_CHECKSUM'] !== 'none',
      records: home.records('puts'),
      onPut: progress.add,
    }).finally(progress.end);
    result(`${visible(object.address)}\n`, { address: object.address, ...done });
  },
});
