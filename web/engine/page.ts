/** The engine worker's port to the page. */
import type { PageCalls } from './protocol.ts';
import { createCaller, type Port, portOf } from './rpc.ts';

export const pagePort: Port = portOf(globalThis);
export const page = createCaller<PageCalls>(pagePort);
