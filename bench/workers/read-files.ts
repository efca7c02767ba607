/** Many files read whole, some at once, and dropped. */

export async function readFiles({
  files,
  atOnce,
}: {
  readonly files: readonly File[];
  readonly atOnce: number;
}) {
  return async (): Promise<number> => {
    const queue = files.values();
    let read = 0;
    async function lane(): Promise<void> {
      for (const file of queue) {
        const { byteLength } = await file.arrayBuffer();
        read += byteLength;
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane));
    return read;
  };
}
