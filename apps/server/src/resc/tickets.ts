import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * A customer's right to their session, without a row in the database: the session's id and a message
 * authentication code over it (HMAC-SHA-256, RFC 2104), as `id.code` in base64url.
 */
export interface Tickets {
  issue(sessionId: string): string;
  /** The session's id; null when the ticket is not one of ours. Says nothing of whether the session is there. */
  read(ticket: string): string | null;
}

/** @param secret `REM_SESSION_SECRET`; the same on all servers of a cluster. A change makes all tickets worthless. */
export function createTickets(secret: string): Tickets {
  const codeOf = (sessionId: string): Buffer => createHmac('sha256', secret).update(sessionId).digest();
  return {
    issue: (sessionId) => `${sessionId}.${codeOf(sessionId).toString('base64url')}`,
    read(ticket) {
      const [sessionId = '', code = '', ...rest] = ticket.split('.');
      const shown = Buffer.from(code, 'base64url');
      const right = codeOf(sessionId);
      if (rest.length > 0 || shown.length !== right.length) return null;
      return timingSafeEqual(shown, right) ? sessionId : null;
    },
  };
}
