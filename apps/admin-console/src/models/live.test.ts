import { describe, expect, it } from 'vitest';
import { directory, livePicture, now, quietPicture } from '../gallery/data.ts';
import { expertCounts, liveModel } from './live.ts';

const known = { directory, language: 'en', unknown: '?' } as const;
const model = liveModel(livePicture, known, now);

describe('live model', () => {
  it('puts who waits longest first and marks those past the service level', () => {
    expect(model.waiting.map(({ waitedMs }) => waitedMs)).toEqual([102_000, 41_000, 16_000, 9_000, 4_000]);
    expect(model.waiting.map(({ late }) => late)).toEqual([true, true, false, false, false]);
  });

  it('is late one millisecond after the limit, not at it', () => {
    const [first] = livePicture.sessions;
    if (!first) throw new Error('no session');
    const at = (ms: number) =>
      liveModel({ ...livePicture, sessions: [first] }, known, first.requestedAt + ms);
    expect(at(20_000).waiting[0]?.late).toBe(false);
    expect(at(20_001).waiting[0]?.late).toBe(true);
  });

  it('names whom a session is offered to', () => {
    expect(model.waiting[2]).toMatchObject({ state: 'offered', ringsAt: 'Claire Dubois' });
  });

  it('tells lost connections before holds', () => {
    expect(model.served.map(({ state }) => state)).toEqual(['active', 'held', 'absent', 'connecting']);
    expect(model.served[2]?.absent).toBe('customer');
  });

  it('counts with its own eyes, so that tiles and lists never differ', () => {
    expect(model.summary).toMatchObject({ waiting: 5, longestWaitMs: 102_000, answered: 184 });
    expect(liveModel(quietPicture, known, now).summary).toMatchObject({ waiting: 0, longestWaitMs: 0 });
  });

  it('sorts experts by what they do, and counts each state', () => {
    expect(model.experts[0]?.state).toBe('offered');
    expect(model.experts.at(-1)?.state).toBe('offline');
    expect(expertCounts(model.experts).map(({ state, count }) => `${state} ${count}`)).toEqual([
      ...['offered 1', 'busy 3', 'wrap_up 1', 'available 3', 'away 2', 'offline 2'],
    ]);
  });
});
