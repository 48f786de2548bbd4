import { afterEach, describe, expect, test, vi } from 'vitest';
import { isMet, median, print, quantile, type Report, table } from './report.ts';

const report = (aims: Report['aims']): Report => ({
  ...{ bench: 'example', figures: { startSeconds: 4.98765 }, ratios: { median: 2.9 }, aims },
});

afterEach(() => vi.restoreAllMocks());

describe('aims', () => {
  test('are met at their limits and missed beyond', () => {
    expect(isMet(report({ median: { atMost: 2.9 }, startSeconds: { atMost: 5 } }))).toBe(true);
    expect(isMet(report({ median: { atMost: 2.8 }, startSeconds: { atMost: 5 } }))).toBe(false);
    expect(isMet(report({ median: { between: [2.9, 3.1] } }))).toBe(true);
    expect(isMet(report({ median: { between: [3, 3.1] } }))).toBe(false);
    expect(isMet(report({ median: { between: [1, 2.8] } }))).toBe(false);
  });

  test('of what was not measured are missed', () => {
    expect(isMet(report({ p99: { atMost: 5 } }))).toBe(false);
    expect(isMet({ ...report({ p99: { atMost: 5 } }), ratios: { p99: Number.NaN } })).toBe(false);
  });

  test('none: nothing is missed', () => {
    expect(isMet(report({}))).toBe(true);
  });
});

describe('quantile', () => {
  test('is a value that was measured, by nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect(median(values)).toBe(3);
    expect(median([1, 2, 3, 4])).toBe(2);
    expect(quantile(values, 0.99)).toBe(5);
    expect(quantile(values, 0)).toBe(1);
    expect(values).toEqual([5, 1, 4, 2, 3]);
  });

  test('of a hundred: the 99th is not the greatest', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(quantile(values, 0.99)).toBe(99);
  });

  test('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });
});

describe('print', () => {
  test('gives scripts one line with everything in it', () => {
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    const aims = { median: { atMost: 3 } };
    expect(print(report(aims), true)).toBe(true);
    expect(log.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      { ...report(aims), met: true },
    ]);
  });

  test('gives people a table that says which aim was missed', () => {
    expect(table(report({ median: { atMost: 2 }, startSeconds: { between: [0, 5] } }))).toEqual([
      'example',
      '                        value  aim',
      '  figure  startSeconds   4.99  0 – 5  met',
      '  ratio   median          2.9  ≤ 2    MISSED',
    ]);
  });
});
