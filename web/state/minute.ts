/** The time, in Unix seconds, as pages that say how much of something is left need it: a minute old at most. */
import { createStore } from 'zustand/vanilla';

const MINUTE = 60_000;
const read = () => ({ now: Date.now() / 1000 });

export const minute = createStore(read);
setInterval(() => minute.setState(read()), MINUTE);
