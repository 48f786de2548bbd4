import { describe, expect, it } from 'vitest';
import { createTickets } from './tickets.ts';

const id = '6f1f3c1e-7a1b-4a55-9d2c-1f2e3d4c5b6a';
const other = '0b0e7a52-3d11-4c7a-8a39-6a5f0c9d1e2f';

describe('tickets', () => {
  const tickets = createTickets('a secret of this server');

  it('are read back to their session', () => {
    expect(tickets.read(tickets.issue(id))).toBe(id);
  });

  it('[LIV6] are worth nothing when forged, cut, lengthened, of another session or under another secret', () => {
    const ticket = tickets.issue(id);
    const code = ticket.slice(id.length + 1);
    const bad = [
      '',
      '.',
      id,
      `${id}.`,
      `${other}.${code}`,
      ticket.slice(0, -1),
      `${ticket}.x`,
      `${ticket}AAAA`,
      `${id}.${'A'.repeat(code.length)}`,
      createTickets('another secret').issue(id),
    ];
    for (const each of bad) expect(tickets.read(each), each).toBeNull();
  });
});
