import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBrand, defaultBrand } from './brand.ts';
import { contrast, type Hex, shades } from './colour.ts';
import { paint } from './css-variables.ts';
import { shownStates, stateHue } from './states.ts';
import { darkFill, readableShade } from './theme.ts';
import { contrastSurfaces, type Hue, hues, surfaces } from './tokens.ts';

const schemes = ['light', 'dark'] as const;
const grounds = (scheme: 'light' | 'dark') => [
  surfaces[scheme].ground,
  surfaces[scheme].surface,
  surfaces[scheme].sunken,
];
const hex = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value): Hex => `#${value.toString(16).padStart(6, '0')}`);

describe('contrast', () => {
  it('is 21 between black and white, and 1 to itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    fc.assert(fc.property(hex, (colour) => contrast(colour, colour) === 1));
  });

  it('is the same both ways', () => {
    fc.assert(fc.property(hex, hex, (a, b) => contrast(a, b) === contrast(b, a)));
  });
});

describe.each(schemes)('tokens in %s', (scheme) => {
  it('text reads at 4.5:1 and controls are found at 3:1 on every surface', () => {
    for (const ground of grounds(scheme)) {
      expect(contrast(surfaces[scheme].text, ground)).toBeGreaterThanOrEqual(7);
      expect(contrast(surfaces[scheme].muted, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(surfaces[scheme].control, ground)).toBeGreaterThanOrEqual(3);
    }
  });

  it('each hue reads on its own ground and on every surface, and its fill is found', () => {
    for (const hue of [null, ...(Object.keys(hues) as Hue[])]) {
      const { fg, bg, solid } = paint(hue, scheme);
      expect(contrast(fg, bg), `${hue} text on its ground`).toBeGreaterThanOrEqual(4.5);
      for (const ground of grounds(scheme)) {
        expect(contrast(fg, ground), `${hue} text`).toBeGreaterThanOrEqual(4.5);
        expect(contrast(solid, ground), `${hue} fill`).toBeGreaterThanOrEqual(3);
      }
    }
  });

  it('high contrast reads at 7:1', () => {
    const { text, muted, control, surface } = contrastSurfaces[scheme];
    for (const colour of [text, muted, control]) {
      expect(contrast(colour, surface)).toBeGreaterThanOrEqual(7);
    }
  });
});

describe('states', () => {
  it('every state has a colour of its own or is grey on purpose', () => {
    const grey = shownStates.filter((state) => stateHue[state] === null);
    expect(grey).toEqual(['offline', 'ended']);
  });
});

describe('readableShade', () => {
  it('finds a readable shade of any brand colour on the dark surface', () => {
    fc.assert(
      fc.property(hex, (colour) => {
        const scale = shades(colour);
        return (
          contrast(scale[readableShade(scale, surfaces.dark.surface, 4.5)], surfaces.dark.surface) >= 4.5
        );
      }),
    );
  });
});

describe('darkFill', () => {
  it('is found on the dark surface and carries white text, for every colour a brand may have', () => {
    fc.assert(
      fc.property(hex, (primary) => {
        fc.pre(checkBrand({ ...defaultBrand, primary }).length === 0);
        const fill = darkFill(primary);
        return contrast(fill, surfaces.dark.surface) >= 3 && contrast(fill, '#ffffff') >= 4.5;
      }),
    );
  });
});
