/** How the memory of a server's process grows. */
import { setFlagsFromString } from 'node:v8';

/**
 * How much the heap may grow before all of it is marked. V8 lets one that has been idle grow by 2 MB, which the bytes of a
 * single upload fill ten times a second: half of the server's time went into marking the same 15 MB.
 */
const HEAP_GROWING_PERCENT = 200;

/** To be called before anything of size is made. */
export function letHeapGrow(): void {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
}
