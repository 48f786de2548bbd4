/** Stops listening; idempotent. */
export type Unsubscribe = () => void;

/**
 * Typed events: `Map` names each event and the tuple of its payload. A listener that throws does not stop the
 * others; its error goes to `onListenerError` (default: rethrown on a microtask, so that it is never silent).
 */
export class Emitter<Map extends { [K in keyof Map]: unknown[] }> {
  #listeners: { [K in keyof Map]?: Set<(...args: Map[K]) => void> } = {};
  readonly #onListenerError: (error: unknown) => void;

  constructor(onListenerError?: (error: unknown) => void) {
    this.#onListenerError =
      onListenerError ??
      ((error) => {
        queueMicrotask(() => {
          throw error;
        });
      });
  }

  on<K extends keyof Map>(name: K, listener: (...args: Map[K]) => void): Unsubscribe {
    const set = this.#listeners[name] ?? new Set<(...args: Map[K]) => void>();
    this.#listeners[name] = set;
    set.add(listener);
    return () => {
      set.delete(listener);
    };
  }

  once<K extends keyof Map>(name: K, listener: (...args: Map[K]) => void): Unsubscribe {
    const off = this.on(name, (...args) => {
      off();
      listener(...args);
    });
    return off;
  }

  emit<K extends keyof Map>(name: K, ...args: Map[K]): void {
    for (const listener of [...(this.#listeners[name] ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }

  /** How many listen to `name`: a leak check. */
  count(name: keyof Map): number {
    return this.#listeners[name]?.size ?? 0;
  }

  clear(): void {
    this.#listeners = {};
  }
}
