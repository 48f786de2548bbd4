import type { Unsubscribe } from '@rem/kit';

/**
 * A value that changes as a whole, in the shape React's `useSyncExternalStore` takes: `getSnapshot` gives the
 * same object until something changed, and both functions may be passed on without their object.
 */
export interface Snapshot<T> {
  readonly getSnapshot: () => T;
  readonly subscribe: (listener: () => void) => Unsubscribe;
}

/** The writing end of a `Snapshot`. */
export class SnapshotStore<T extends object> implements Snapshot<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  readonly getSnapshot = (): T => this.#value;

  readonly subscribe = (listener: () => void): Unsubscribe => {
    // A wrapper of its own, so that the same function can listen twice and stop once.
    const own = (): void => listener();
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  };

  /** Replaces the named fields; tells nobody when all of them are what they were. */
  patch(change: Partial<T>): void {
    const keys = Object.keys(change) as (keyof T)[]; // Object.keys loses the key type
    if (keys.every((key) => Object.is(change[key], this.#value[key]))) return;
    this.#value = { ...this.#value, ...change };
    for (const listener of [...this.#listeners]) listener();
  }
}
