import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canServe, expectedWait, offerReasons, queuePositions, requestSession } from './mod.ts';
import { TestWorld } from './testing/world.ts';

const skill = '10000000-0000-4000-8000-000000000001';

function ask(world: TestWorld, service: ReturnType<TestWorld['addService']>, over = {}) {
  const id = world.newId();
  world.apply(requestSession({ id, request: world.wish(service, over), service, now: world.now }));
  return id;
}

test('[RTE1] higher priority first, then the longest waiting', () => {
  const world = new TestWorld();
  const normal = world.addService();
  const urgent = world.addService({ priority: 10 });
  const first = ask(world, normal);
  world.now += 1000;
  ask(world, normal);
  const pressing = ask(world, urgent);
  world.addExpert();
  expect(world.decide()?.sessionId).toBe(pressing);
  world.sessions.delete(pressing);
  expect(world.decide()?.sessionId).toBe(first);
});

test('[RTE2] the longest idle of those who can serve is chosen', () => {
  const world = new TestWorld();
  const service = world.addService();
  ask(world, service);
  world.addExpert({}, { idleSince: world.now - 5 });
  const longest = world.addExpert({}, { idleSince: world.now - 500 });
  world.addExpert({ languages: ['de'] }, { idleSince: world.now - 5000 });
  expect(world.decide()).toMatchObject({ expertId: longest.id, strategy: 'longest_idle' });
});

test('[RTE3] language and every required skill at its level decide who can serve', () => {
  const world = new TestWorld();
  const service = world.addService({ requiredSkills: { [skill]: 6 } });
  const who = (over: object) => world.profiles.get(world.addExpert(over).id);
  expect(canServe(who({ skills: { [skill]: 6 } }), service, 'en')).toBe(true);
  expect(canServe(who({ skills: { [skill]: 6 }, languages: ['en-GB'] }), service, 'en')).toBe(true);
  expect(canServe(who({ skills: { [skill]: 5 } }), service, 'en')).toBe(false);
  expect(canServe(who({ skills: {} }), service, 'en')).toBe(false);
  expect(canServe(who({ skills: { [skill]: 9 }, languages: ['de'] }), service, 'en')).toBe(false);
  expect(canServe(who({ skills: { [skill]: 9 }, active: false }), service, 'en')).toBe(false);
  expect(canServe(undefined, service, 'en')).toBe(false);
});

test('[RTE4] [RTE5] only available experts with a connected desk are offered anything', () => {
  const world = new TestWorld();
  ask(world, world.addService());
  world.addExpert({}, { state: 'away', reason: 'lunch' });
  world.addExpert({}, { state: 'offline' });
  world.addExpert({}, { absentSince: world.now });
  expect(world.decide()).toBeNull();
});

test('[RTE7] positions count within a service', () => {
  const world = new TestWorld();
  const a = world.addService();
  const b = world.addService();
  const ids = [ask(world, a), ask(world, b), ask(world, a)];
  const positions = queuePositions(world.sessions.values());
  expect(ids.map((id) => positions.get(id))).toEqual([1, 1, 2]);
});

test('[RTE8] expected wait: none without experts, soon with a free one, longer further back', () => {
  expect(expectedWait({ position: 1, servers: 0, free: 0, handleMs: 300_000 })).toBeNull();
  expect(expectedWait({ position: 1, servers: 2, free: 1, handleMs: 300_000 })).toEqual({ from: 0, to: 30 });
  expect(expectedWait({ position: 4, servers: 2, free: 0, handleMs: 300_000 })).toEqual({
    from: 300,
    to: 900,
  });
});

test('[RTE9] a decision counts every expert and names the nearest, at most twenty', () => {
  const world = new TestWorld();
  const service = world.addService({ requiredSkills: { [skill]: 3 } });
  ask(world, service);
  for (let index = 0; index < 30; index += 1) world.addExpert({ skills: { [skill]: 4 } });
  world.addExpert({ languages: ['fr'] });
  const choice = world.decide();
  expect(choice?.counts).toEqual({ chosen: 1, idle_shorter: 29, lacks_language: 1 });
  expect(choice?.candidates).toHaveLength(20);
  expect(choice?.candidates[0]).toMatchObject({ verdict: 'chosen', expertId: choice?.expertId });
  expect(world.decide()).toEqual(choice);
});

test('[RTE9] the card at the desk says why: skills, language, idle time among how many', () => {
  const world = new TestWorld();
  const service = world.addService({ requiredSkills: { [skill]: 3 } });
  ask(world, service);
  const expert = world.addExpert({ skills: { [skill]: 7 } }, { idleSince: world.now - 60_000 });
  const decision = world.decide();
  const profile = world.profiles.get(expert.id);
  if (!decision || !profile) throw new Error('expected a decision');
  expect(offerReasons({ decision, profile, service, language: 'en', skillName: () => 'Mortgages' })).toEqual([
    { code: 'skill', skill: 'Mortgages', level: 7, required: 3 },
    { code: 'language', language: 'en' },
    { code: 'longest_idle', idleMs: 60_000, among: 1 },
  ]);
});

test('[RTE10] whoever can be served now is, however many before them cannot', () => {
  const world = new TestWorld();
  const rare = world.addService({ requiredSkills: { [skill]: 9 } });
  const common = world.addService();
  for (let index = 0; index < 50; index += 1) ask(world, rare);
  const lucky = ask(world, common);
  world.addExpert();
  expect(world.decide()?.sessionId).toBe(lucky);
});

test('[RTE1] [RTE2] [RTE10] no free expert and no waiting session that fit are left apart, and order is fair', () => {
  const expert = fc.record({
    languages: fc.subarray(['en', 'de'], { minLength: 1 }),
    level: fc.integer({ min: 1, max: 10 }),
    idle: fc.nat(1000),
  });
  const wish = fc.record({ language: fc.constantFrom('en', 'de'), service: fc.nat(2), wait: fc.nat(50) });
  fc.assert(
    fc.property(fc.array(expert, { maxLength: 8 }), fc.array(wish, { maxLength: 12 }), (experts, wishes) => {
      const world = new TestWorld();
      const services = [0, 4, 8].map((level) =>
        world.addService(level ? { requiredSkills: { [skill]: level } } : {}),
      );
      for (const each of experts) {
        world.addExpert(
          { languages: each.languages, skills: { [skill]: each.level } },
          { idleSince: world.now - each.idle },
        );
      }
      for (const each of wishes) {
        world.now += each.wait;
        const service = services[each.service];
        if (service) ask(world, service, { language: each.language });
      }
      world.route();
      const free = [...world.experts.values()].filter((each) => each.state === 'available');
      for (const session of world.sessions.values()) {
        if (session.state !== 'waiting') continue;
        const service = world.service(session.serviceId);
        for (const each of free)
          expect(canServe(world.profiles.get(each.id), service, session.language)).toBe(false);
        const overtaken = [...world.sessions.values()].filter(
          (other) =>
            other.state === 'offered' &&
            other.serviceId === session.serviceId &&
            other.language === session.language &&
            other.placedAt > session.placedAt,
        );
        expect(overtaken).toEqual([]);
      }
    }),
  );
});
