/**
 * An object that stands for another one, which may change: whatever is read through it is read anew, in the objects
 * inside of it too. So a part of it can be kept under a short name for good, even before there is anything (null).
 */
export function live<T extends object>(current: () => T | null): T {
  const parts = new Map<PropertyKey, object>();
  return new Proxy({} as T, {
    get(_, key) {
      const now = current();
      // While there is nothing only parts are named; that no text is read so early is a test (sources.test.ts).
      const value: unknown = now === null ? {} : Reflect.get(now, key);
      if (typeof value !== 'object' || value === null) return value;
      const part = parts.get(key) ?? live(() => partOf(current(), key));
      parts.set(key, part);
      return part;
    },
    // So that a part can be spread.
    ownKeys: () => Reflect.ownKeys(current() ?? {}),
    getOwnPropertyDescriptor(_, key) {
      const found = Reflect.getOwnPropertyDescriptor(current() ?? {}, key);
      return found && { ...found, configurable: true };
    },
  });
}

function partOf(whole: object | null, key: PropertyKey): object | null {
  return whole === null ? null : (Reflect.get(whole, key) as object);
}
