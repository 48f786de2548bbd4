import type { Hue } from './tokens.ts';

/** States of a session and of an expert that a person can be shown. */
export const shownStates = [
  'offline',
  'available',
  'offered',
  'busy',
  'wrap_up',
  'away',
  'requested',
  'waiting',
  'connecting',
  'active',
  'held',
  'absent',
  'ended',
] as const;
export type ShownState = (typeof shownStates)[number];

/** The one colour of each state; null is grey: nothing is asked of anyone. */
export const stateHue: Readonly<Record<ShownState, Hue | null>> = {
  offline: null,
  available: 'green',
  offered: 'orange',
  busy: 'blue',
  wrap_up: 'purple',
  away: 'amber',
  requested: 'amber',
  waiting: 'amber',
  connecting: 'cyan',
  active: 'blue',
  held: 'purple',
  absent: 'red',
  ended: null,
};
