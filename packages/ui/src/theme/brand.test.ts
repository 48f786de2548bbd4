import { describe, expect, it } from 'vitest';
import { checkBrand, defaultBrand } from './brand.ts';

describe('checkBrand', () => {
  it('finds nothing wrong with the default brand', () => {
    expect(checkBrand(defaultBrand)).toEqual([]);
  });

  it('refuses a colour on which white text cannot be read, with the ratio', () => {
    const [fault] = checkBrand({ ...defaultBrand, primary: '#4a90e2' });
    expect(fault).toMatchObject({ field: 'primary', rule: 'white_text', needed: 4.5 });
    expect(fault?.ratio).toBeCloseTo(3.29, 1);
  });

  it('refuses a colour that is lost on the page, by both rules', () => {
    const rules = checkBrand({ ...defaultBrand, accent: '#ffd400' }).map(
      (fault) => `${fault.field}:${fault.rule}`,
    );
    expect(rules).toEqual(['accent:white_text', 'accent:against_surface']);
  });

  it('refuses what is no colour, and a name of blanks', () => {
    const rules = checkBrand({ name: '  ', primary: '#12', accent: '#b4500f' }).map((fault) => fault.rule);
    expect(rules).toEqual(['missing', 'not_a_colour']);
  });

  it('takes a colour that has exactly enough', () => {
    expect(checkBrand({ ...defaultBrand, primary: '#767676' })).toEqual([]);
    expect(checkBrand({ ...defaultBrand, primary: '#777777' })).toHaveLength(1);
  });
});
