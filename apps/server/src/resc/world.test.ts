import { cancelSession, newExpert, requestSession, type Session } from '@rem/domain';
import { describe, expect, it } from 'vitest';
import { aService } from '../testing/stage.ts';
import { World } from './world.ts';

const expertId = '6f1f3c1e-7a1b-4a55-9d2c-1f2e3d4c5b6a';

function setUp() {
  const world = new World(() => {});
  const told: string[] = [];
  world.on('session', (next, previous, entries) =>
    told.push(`${previous?.version ?? 0}→${next.version} ${entries.map(({ no }) => no).join()}`),
  );
  const service = aService();
  const asked = requestSession({
    ...{ id: '0b0e7a52-3d11-4c7a-8a39-6a5f0c9d1e2f', service, now: 1000 },
    request: {
      ...{ requestId: expertId, serviceId: service.id, branchId: null, kioskId: null, language: 'en' },
      ...{ customerName: null, consents: { terms: true, recording: false } },
    },
  });
  const [session] = asked.sessions;
  if (!session) throw new Error('no session');
  const later = (version: number, lastNo: number): Session => ({ ...session, version, lastNo });
  const entry = (no: number) => ({ ...asked.entries[0], no }) as (typeof asked.entries)[number]; // there is one
  return { world, told, asked, session, later, entry };
}

describe('the mirror', () => {
  it('takes each version once, in whatever order it is told of them', () => {
    const { world, told, asked, later, entry } = setUp();
    world.apply(asked);
    world.apply({ sessions: [later(4, 5)], experts: [], entries: [entry(3), entry(4), entry(5)] });
    world.apply({ sessions: [later(3, 4)], experts: [], entries: [entry(4)] });
    world.apply(asked);
    expect(told).toEqual(['0→1 1,2', '1→4 3,4,5']);
    expect(world.sessions.size).toBe(1);
  });

  it('[LIV5] tells each entry once', () => {
    const { world, told, asked, later, entry } = setUp();
    world.apply(asked);
    world.apply({ sessions: [later(2, 3)], experts: [], entries: [entry(3)] });
    world.apply({ sessions: [later(3, 4)], experts: [], entries: [entry(3), entry(4)] });
    expect(told).toEqual(['0→1 1,2', '1→2 3', '2→3 4']);
  });

  it('knows who waits, and of the ended for a while', () => {
    const { world, asked, session } = setUp();
    world.apply(asked);
    expect([...world.queued.keys()]).toEqual([session.id]);
    world.apply(cancelSession({ session, expert: null, now: 2000 }));
    expect(world.queued.size + world.sessions.size).toBe(0);
    expect(world.session(session.id)?.state).toBe('ended');
  });

  it('lets no listener stop another', () => {
    const { asked } = setUp();
    const errors: unknown[] = [];
    const world = new World((error) => errors.push(error));
    const told: string[] = [];
    world.on('expert', () => {
      throw new Error('planted');
    });
    world.on('expert', ({ id }) => told.push(id));
    world.apply({ ...asked, experts: [newExpert(expertId, 1000)] });
    expect(told).toEqual([expertId]);
    expect(errors).toHaveLength(1);
  });
});
