import { Emitter } from '@rem/kit';
import type { Bus, WakeOf, WakeTopic } from './bus.ts';

/**
 * The bus of a single server. Listeners are called on a later turn, as a network would do it, so that a publisher
 * is never entered again by what it set off.
 * @param onListenerError what a listener threw; default: rethrown, so that it is never silent
 */
export function createLocalBus(onListenerError?: (error: unknown) => void): Bus {
  const events = new Emitter<{ [T in WakeTopic]: [WakeOf<T>] }>(onListenerError);
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
    subscribe: (topic, listener) => events.on(topic, listener),
    async close() {
      closed = true;
      events.clear();
    },
  };
}
