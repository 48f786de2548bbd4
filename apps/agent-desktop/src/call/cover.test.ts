import type { SessionView } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { type CoverFacts, customerCover } from './cover.ts';

type Active = Extract<SessionView['phase'], { state: 'active' }>;
const active = (change: Partial<Active> = {}): Active => ({
  ...{ state: 'active', connectedAt: 1, held: false, absent: { customer: null, expert: null } },
  ...change,
});
const facts = (change: Partial<CoverFacts> = {}): CoverFacts => ({
  ...{ phase: active(), line: null, call: { state: 'connected', trouble: null } },
  ...change,
});
const gone = active({ absent: { customer: 500, expert: null }, held: true });

describe('customerCover', () => {
  it('leaves a live picture bare', () => {
    expect(customerCover(facts())).toBeNull();
  });

  it('says whose connection is in trouble', () => {
    const words = (trouble: 'own' | 'other' | null) =>
      customerCover(facts({ call: { state: 'reconnecting', trouble } }))?.words;
    expect([words('own'), words('other'), words(null)]).toEqual(['own', 'other', 'unknown']);
    expect(customerCover(facts({ call: { state: 'failed', trouble: 'own' } }))?.words).toBe('failed');
  });

  it('names a customer who is gone, with since when, before trouble with media and before hold', () => {
    const cover = customerCover(facts({ phase: gone, call: { state: 'reconnecting', trouble: 'other' } }));
    expect(cover).toEqual({ cover: 'absent', words: 'absent', since: 500 });
  });

  it('claims nothing of the customer while our own line is lost', () => {
    expect(customerCover(facts({ phase: gone, line: 'reconnecting' }))?.words).toBe('line');
  });

  it('covers the start and the hold', () => {
    const phase = { state: 'connecting', deadline: 9 } as const;
    const words = (state: 'connecting' | 'connected') =>
      customerCover(facts({ phase, call: { state, trouble: null } }))?.words;
    expect([words('connecting'), words('connected')]).toEqual(['starting', 'awaited']);
    expect(customerCover(facts({ call: { state: 'connecting', trouble: null } }))?.cover).toBe('starting');
    expect(customerCover(facts({ phase: active({ held: true }) }))?.cover).toBe('held');
  });
});
