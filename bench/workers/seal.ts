/** The product's own way from a file to sealed, digested parts, which go nowhere: web/engine/upload.ts without network. */
import { random } from '../../shared/bytes.ts';
import { bodyGeometry } from '../../shared/crypto/body.ts';
import { bodySender } from '../../shared/transfer/send.ts';
import { bodySource } from '../../web/engine/source.ts';

export async function seal({ file }: { readonly file: File }) {
  const geometry = bodyGeometry(file.size);
  return async (): Promise<number> => {
    let sealed = 0;
    const sender = await bodySender(random(32), random(16), geometry, {
      read: bodySource([{ path: file.name, file }]),
      put: async () => '"0"',
      signal: new AbortController().signal,
      onSent: (bytes) => {
        sealed += bytes;
      },
    });
    await sender.send(Array.from({ length: geometry.parts }, (_, i) => i));
    return sealed;
  };
}
