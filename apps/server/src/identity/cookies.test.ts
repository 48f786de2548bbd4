import { describe, expect, it } from 'vitest';
import {
  endedKioskCookie,
  endedSessionCookie,
  kioskCookie,
  readCookie,
  SESSION_COOKIE,
  sessionCookie,
} from './cookies.ts';

describe('cookies', () => {
  it('[IDN8] a sign-in is for this host alone, unseen by scripts, and sent from our own pages only', () => {
    expect(sessionCookie('t', { embedded: false })).toBe(
      '__Host-rem-session=t; Path=/; Secure; HttpOnly; SameSite=Strict',
    );
  });

  it('[IDN8] where the desk may be embedded it is partitioned by the site around it', () => {
    expect(sessionCookie('t', { embedded: true })).toBe(
      '__Host-rem-session=t; Path=/; Secure; HttpOnly; SameSite=None; Partitioned',
    );
  });

  it('[IDN15] a kiosk keeps its own for a year', () => {
    expect(kioskCookie('t')).toBe(
      '__Host-rem-kiosk=t; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000',
    );
  });

  it('[IDN11] an ended one has nothing in it and the same attributes', () => {
    expect(endedSessionCookie({ embedded: true })).toMatch(/^__Host-rem-session=; .*Partitioned; Max-Age=0$/);
    expect(endedKioskCookie()).toMatch(/^__Host-rem-kiosk=; .*Max-Age=0$/);
  });

  it('reads one of several, and nothing from nonsense', () => {
    expect(readCookie(`a=b; ${SESSION_COOKIE}=x=y;c`, SESSION_COOKIE)).toBe('x=y');
    expect(readCookie(`x${SESSION_COOKIE}=1; ${SESSION_COOKIE}=`, SESSION_COOKIE)).toBeUndefined();
    expect(readCookie(undefined, SESSION_COOKIE)).toBeUndefined();
  });
});
