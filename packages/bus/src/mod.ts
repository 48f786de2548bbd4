export type { Bus, Wake, WakeOf, WakeTopic } from './bus.ts';
export { createLocalBus } from './local.ts';
