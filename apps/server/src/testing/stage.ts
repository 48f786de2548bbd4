import { randomUUID } from 'node:crypto';
import { type Bus, createLocalBus } from '@rem/bus';
import { ManualClock } from '@rem/kit';
import { createLogger } from '@rem/kit/logger';
import type { Service } from '@rem/protocol';
import { createResc, type Resc } from '../resc/resc.ts';
import { MemoryStore } from './memory-store.ts';

/** A session controller in memory, with time that moves by hand. */
export interface Stage {
  readonly store: MemoryStore;
  readonly bus: Bus;
  readonly clock: ManualClock;
  readonly resc: Resc;
  readonly service: Service;
  readonly log: string[];
  /** An expert whose desk is open, available. */
  expert(id?: string): Promise<string>;
  /** A customer who is there and has asked. */
  customer(requestId?: string): Promise<{ sessionId: string; ticket: string }>;
  /** A call between a new customer and this expert. */
  call(expertId: string): Promise<string>;
  /** Time passes, and everything that follows from it happens. */
  pass(ms: number): Promise<void>;
  /** Another server of the cluster, on the same store and bus. */
  another(): Promise<Resc>;
}

export const aService = (over: Partial<Service> = {}): Service => ({
  ...{ id: randomUUID(), version: 1, name: { en: 'Advice' }, description: null, icon: 'talk', position: 0 },
  ...{ active: true, requiredSkills: {}, priority: 0, timers: { offer: 20, connecting: 15, absence: 30 } },
  ...{ wrapUp: { mode: 'optional' }, dispositionIds: [] },
  ...over,
});

export async function setStage(over: Partial<Service> = {}, store = new MemoryStore()): Promise<Stage> {
  const service = store.services[0] ?? aService(over);
  if (store.services.length === 0) store.services.push(service);
  const clock = new ManualClock();
  const bus = createLocalBus();
  const log: string[] = [];
  const logger = createLogger('test', 'debug', { write: (line: string) => void log.push(line) });
  const options = { store, bus, clock, logger, secret: 'secret' };
  const resc = createResc(options);
  await resc.start();
  const stage: Stage = {
    ...{ store, bus, clock, resc, service, log },
    async expert(id = randomUUID()) {
      store.profilesOf.push({ id, name: 'Erika', languages: ['en'], skills: {}, active: true });
      bus.publish({ topic: 'directory', kind: 'people', id });
      await settle();
      await resc.experts.arrive(id);
      await resc.experts.present(id, true);
      await resc.experts.setState(id, { state: 'available' });
      await settle();
      return id;
    },
    async customer(requestId = randomUUID()) {
      const asked = await resc.sessions.request({
        ...{ requestId, serviceId: service.id, branchId: null, kioskId: null, language: 'en' },
        ...{ customerName: null, consents: { terms: true, recording: false } },
      });
      await resc.sessions.present(asked.sessionId, 'customer', true);
      await settle();
      return asked;
    },
    async call(expertId) {
      const { sessionId } = await stage.customer();
      const { offer } = await resc.experts.view(expertId);
      await resc.experts.accept(expertId, offer?.id ?? '');
      await resc.sessions.ready(sessionId, 'customer');
      await resc.sessions.ready(sessionId, 'expert');
      await settle();
      return sessionId;
    },
    async pass(ms) {
      clock.advance(ms);
      await settle();
      clock.advance(0);
      await settle();
    },
    async another() {
      const other = createResc(options);
      await other.start();
      return other;
    },
  };
  return stage;
}

/** Everything that follows without time passing has happened. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}
