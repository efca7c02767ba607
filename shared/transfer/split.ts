/** Files that lie end to end in one stream of plaintext, taken out of it one after another. */
import { SealdropError } from '../errors.ts';

type Content = AsyncGenerator<Uint8Array, void>;

export interface Splitter {
  /** The next `size` bytes. All of what was taken before has to be read to its end. Throws damaged where there are fewer. */
  readonly take: (size: number) => Content;
  /** Reads to the end, for a stream ends only after its last check. Throws damaged where there is anything left. */
  readonly end: () => Promise<void>;
}

export function splitter(plain: Content): Splitter {
  let rest: Uint8Array = new Uint8Array(0);

  async function* take(size: number): Content {
    let left = size;
    while (left > 0) {
      if (rest.length === 0) {
        const next = await plain.next();
        if (next.done) throw new SealdropError('damaged');
        rest = next.value;
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  return {
    take,
    async end() {
      const end = await plain.next();
      if (!end.done || rest.length > 0) throw new SealdropError('damaged');
    },
  };
}
