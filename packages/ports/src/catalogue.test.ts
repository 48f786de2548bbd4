import { describe, expect, test } from 'vitest';
import { type Flow, flows, type PortSpec } from './mod.ts';

const entries: [string, Flow][] = Object.entries(flows);

const ends = (port: PortSpec): readonly [number, number] => (typeof port === 'number' ? [port, port] : port);

test('row ids are unique: a firewall rule names one flow', () => {
  const ids = entries.map(([, flow]) => flow.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('no two flows are changed by the same variable', () => {
  const variables = entries.map(([, flow]) => flow.configuredBy);
  expect(new Set(variables).size).toBe(variables.length);
});

test('two flows of one transport never claim the same port by default', () => {
  for (const [name, flow] of entries) {
    for (const [otherName, other] of entries) {
      if (name === otherName || flow.transport !== other.transport) continue;
      const [first, last] = ends(flow.port);
      const [otherFirst, otherLast] = ends(other.port);
      expect(first > otherLast || last < otherFirst, `${name} and ${otherName} overlap`).toBe(true);
    }
  }
});

describe.each(entries)('%s', (_name, flow) => {
  test('has a row id of a table', () => {
    expect(flow.id).toMatch(/^T[1-8]\.[1-9]\d*$/);
  });

  test('has whole ports between 1 and 65535, first before last', () => {
    const [first, last] = ends(flow.port);
    expect(Number.isInteger(first) && Number.isInteger(last)).toBe(true);
    expect(first).toBeGreaterThanOrEqual(1);
    expect(last).toBeLessThanOrEqual(65_535);
    expect(first).toBeLessThanOrEqual(last);
  });

  test('is changed by a variable of ours', () => {
    expect(flow.configuredBy).toMatch(/^REM_[A-Z][A-Z0-9_]*$/);
  });

  test('says both ends and why', () => {
    for (const text of [flow.from, flow.to, flow.purpose]) expect(text.trim()).not.toBe('');
  });
});
