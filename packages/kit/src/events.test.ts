import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Emitter } from './events.ts';

interface Events {
  up: [];
  change: [id: string, version: number];
}

test('listeners get the payload, in the order they came', () => {
  const events = new Emitter<Events>();
  const seen: string[] = [];
  events.on('change', (id, version) => seen.push(`first ${id} ${version}`));
  events.on('change', (id) => seen.push(`second ${id}`));
  events.on('up', () => seen.push('up'));
  events.emit('change', 'a', 3);
  expect(seen).toEqual(['first a 3', 'second a']);
});

test('unsubscribing is idempotent and touches no other listener', () => {
  const events = new Emitter<Events>();
  const kept = vi.fn();
  const off = events.on('up', vi.fn());
  events.on('up', kept);
  off();
  off();
  events.emit('up');
  expect(kept).toHaveBeenCalledTimes(1);
  expect(events.count('up')).toBe(1);
});

test('once hears one event, also when it emits the same one itself', () => {
  const events = new Emitter<Events>();
  let heard = 0;
  events.once('up', () => {
    heard += 1;
    events.emit('up');
  });
  events.emit('up');
  expect(heard).toBe(1);
  expect(events.count('up')).toBe(0);
});

test('a listener that throws does not stop the others, and its error is told', () => {
  const told: unknown[] = [];
  const events = new Emitter<Events>((error) => told.push(error));
  const fault = new Error('bad listener');
  const other = vi.fn();
  events.on('up', () => {
    throw fault;
  });
  events.on('up', other);
  events.emit('up');
  expect(other).toHaveBeenCalledTimes(1);
  expect(told).toEqual([fault]);
});

test('without a handler the error of a listener surfaces on a microtask', () => {
  const tasks: (() => void)[] = [];
  const queue = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => tasks.push(task));
  try {
    const events = new Emitter<Events>();
    events.on('up', () => {
      throw new Error('never silent');
    });
    events.emit('up');
    expect(tasks).toHaveLength(1);
    expect(() => tasks[0]?.()).toThrow('never silent');
  } finally {
    queue.mockRestore();
  }
});

test('a listener added or removed while emitting changes the next round, not this one', () => {
  const events = new Emitter<Events>();
  const late = vi.fn();
  const removed = vi.fn();
  events.on('up', () => {
    events.on('up', late);
    off();
  });
  const off = events.on('up', removed);
  events.emit('up');
  expect(late).not.toHaveBeenCalled();
  expect(removed).toHaveBeenCalledTimes(1);
  events.emit('up');
  expect(late).toHaveBeenCalledTimes(1);
  expect(removed).toHaveBeenCalledTimes(1);
});

test('any run of on, off and clear leaves exactly the listeners that are on', () => {
  const steps = fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant('on' as const) }),
      fc.record({ kind: fc.constant('off' as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constant('clear' as const) }),
    ),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(steps, (run) => {
      const events = new Emitter<Events>();
      const offs: (() => void)[] = [];
      let on = new Set<number>();
      for (const step of run) {
        if (step.kind === 'on') {
          on.add(offs.length);
          offs.push(events.on('up', () => undefined));
        } else if (step.kind === 'off') {
          on.delete(step.which);
          offs[step.which]?.();
        } else {
          on = new Set();
          events.clear();
        }
        expect(events.count('up')).toBe(on.size);
      }
    }),
  );
});
