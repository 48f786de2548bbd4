import { describe, expect, it } from 'vitest';
import { formatsOf } from './format.ts';
import { chooseLanguage, directionOf } from './languages.ts';

const en = formatsOf('en');
const minute = 60_000;
const hour = 60 * minute;

describe('formats', () => {
  it('writes durations in their two largest units', () => {
    expect(en.duration(0)).toBe('0 sec');
    expect(en.duration(4 * minute + 12_000)).toBe('4 min 12 sec');
    expect(en.duration(26 * hour + 5 * minute)).toBe('1 day 2 hr');
    expect(en.duration(2 * hour + 4_000)).toBe('2 hr');
    expect(en.duration(-5)).toBe('0 sec');
    expect(formatsOf('de').duration(59_600)).toBe('1 Min.');
  });

  it('counts as a clock', () => {
    expect(en.clock(0)).toBe('0:00');
    expect(en.clock(252_999)).toBe('4:12');
    expect(en.clock(hour + 4 * minute + 12_000)).toBe('1:04:12');
    expect(en.clock(-1)).toBe('0:00');
  });

  it('says how far away an instant is', () => {
    expect(en.relative(0, 3 * minute)).toBe('3 minutes ago');
    expect(en.relative(2 * hour + minute, 0)).toBe('in 2 hours');
    expect(en.relative(0, 100)).toBe('now');
  });

  it('writes shares, lists and languages in words', () => {
    expect(en.percent(0.0123, 1)).toBe('1.2%');
    expect(en.list(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(formatsOf('de').language('ar')).toBe('Arabisch');
  });
});

describe('languages', () => {
  it('chooses the first wish that is offered, by its primary part', () => {
    expect(chooseLanguage(['pl', 'fr-CA', 'de'])).toBe('fr');
    expect(chooseLanguage(['pl'], ['de', 'en'])).toBe('de');
    expect(chooseLanguage([])).toBe('en');
  });

  it('knows which are written from the right', () => {
    expect(directionOf('ar')).toBe('rtl');
    expect(directionOf('ar-EG')).toBe('rtl');
    expect(directionOf('en')).toBe('ltr');
  });
});
