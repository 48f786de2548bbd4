import type { TicketStore } from './types.ts';

/** A ticket that is gone with the page. */
export function memoryTicketStore(): TicketStore {
  let kept: string | null = null;
  return {
    get: () => kept,
    set: (ticket) => {
      kept = ticket;
    },
    clear: () => {
      kept = null;
    },
  };
}
