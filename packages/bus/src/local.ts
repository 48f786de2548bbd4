import { Emitter } from '@rem/kit';
import type { Bus, WakeOf } from './bus.ts';

/**
 * The bus of a single server. Listeners are called on a later turn, as a network would do it, so that a publisher
 * is never entered again by what it set off.
 * @param onListenerError what a listener threw; default: rethrown, so that it is never silent
 */
export function createLocalBus(onListenerError?: (error: unknown) => void): Bus {
  const events = new Emitter<{
    session: [WakeOf<'session'>];
    expert: [WakeOf<'expert'>];
    directory: [WakeOf<'directory'>];
  }>(onListenerError);
  const emit = events.emit.bind(events);
  let closed = false;
  return {
    publish(wake) {
      queueMicrotask(() => {
        if (closed) return;
        if (wake.topic === 'session') emit('session', wake);
        else if (wake.topic === 'expert') emit('expert', wake);
        else emit('directory', wake);
      });
    },
    // The emitter's map ties each topic to its wake; TypeScript cannot follow that through the type parameter.
    subscribe: (topic, listener) => events.on(topic, listener as (wake: never) => void),
    async close() {
      closed = true;
      events.clear();
    },
  };
}
