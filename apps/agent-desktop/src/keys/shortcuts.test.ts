// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { isTyping, shortcutOf, shortcuts } from './shortcuts.ts';

const press = (change: Partial<KeyboardEvent>) => ({
  ...{ key: 'a', code: 'KeyA', altKey: true, ctrlKey: false, metaKey: false, shiftKey: false },
  ...change,
});

describe('shortcuts', () => {
  it('gives each its own letter', () => {
    expect(new Set(Object.values(shortcuts)).size).toBe(Object.keys(shortcuts).length);
  });

  it('finds them by what the layout writes', () => {
    expect(shortcutOf(press({}))).toBe('accept');
    expect(shortcutOf(press({ key: 'A' }))).toBe('accept');
    // French keyboards: the key in the place of Q writes A.
    expect(shortcutOf(press({ key: 'a', code: 'KeyQ' }))).toBe('accept');
  });

  it('finds them by the place where the layout writes something else', () => {
    expect(shortcutOf(press({ key: 'å' }))).toBe('accept');
    expect(shortcutOf(press({ key: 'ش' }))).toBe('accept');
  });

  it('leaves every other combination alone', () => {
    expect(shortcutOf(press({ altKey: false }))).toBeNull();
    expect(shortcutOf(press({ ctrlKey: true }))).toBeNull();
    expect(shortcutOf(press({ metaKey: true }))).toBeNull();
    expect(shortcutOf(press({ shiftKey: true }))).toBeNull();
    expect(shortcutOf(press({ key: 'x', code: 'KeyX' }))).toBeNull();
  });
});

describe('isTyping', () => {
  it('is true in fields alone', () => {
    expect(isTyping(document.createElement('textarea'))).toBe(true);
    expect(isTyping(document.createElement('input'))).toBe(true);
    expect(isTyping(document.createElement('button'))).toBe(false);
    expect(isTyping(null)).toBe(false);
  });
});
