export { Backoff, type BackoffOptions } from './backoff.ts';
export { type CancelTimer, type Clock, ManualClock, systemClock } from './clock.ts';
export { type Deferred, deferred } from './deferred.ts';
export { Emitter, type Unsubscribe } from './events.ts';
export { exhaustive } from './exhaustive.ts';
