import type { TicketStore } from '@rem/client';

const KEY = 'rem.ticket';

/** The customer's ticket, kept for this tab alone: a reload finds its session, the next customer's tab does not. */
export function sessionTickets(storage: Storage = sessionStorage): TicketStore {
  return {
    get: () => storage.getItem(KEY),
    set: (ticket) => storage.setItem(KEY, ticket),
    clear: () => storage.removeItem(KEY),
  };
}
