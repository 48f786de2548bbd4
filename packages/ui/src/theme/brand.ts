import { contrast, type Hex, isHex } from './colour.ts';
import { surfaces } from './tokens.ts';

/** What a customer of ours may set of their own. */
export interface Brand {
  readonly name: string;
  /** Address on our own origin or a data URL; null shows the name alone. */
  readonly logo: string | null;
  /** Main actions, links, focus. */
  readonly primary: Hex;
  /** The one thing on a screen that may stand out beside the main action. */
  readonly accent: Hex;
  /** CSS font family put before ours; null keeps ours. The font must be installed or served by us. */
  readonly font: string | null;
}

export const defaultBrand: Brand = {
  name: 'Remote Expert',
  logo: null,
  primary: '#3347c4',
  accent: '#b4500f',
  font: null,
};

/** One thing in a brand that people would not be able to read or find. */
export interface BrandFault {
  readonly field: 'primary' | 'accent' | 'name';
  readonly rule: 'not_a_colour' | 'white_text' | 'against_surface' | 'missing';
  /** Measured and least contrast ratio; 0 when nothing could be measured. */
  readonly ratio: number;
  readonly needed: number;
}

/** WCAG 2.2 AA: 1.4.3 text, 1.4.11 controls. */
export const leastContrast = { text: 4.5, control: 3 } as const;

/**
 * What is wrong with a brand; an empty list means that it can be used. Colours are filled with white text on them
 * (4.5:1) and are themselves controls and text on light surfaces (4.5:1). Dark schemes need no rule: there
 * the theme takes the first lighter shade that is readable.
 */
export function checkBrand(brand: Pick<Brand, 'name' | 'primary' | 'accent'>): BrandFault[] {
  const faults: BrandFault[] = [];
  if (brand.name.trim() === '') {
    faults.push({ field: 'name', rule: 'missing', ratio: 0, needed: 0 });
  }
  for (const field of ['primary', 'accent'] as const) {
    const colour = brand[field];
    if (!isHex(colour)) {
      faults.push({ field, rule: 'not_a_colour', ratio: 0, needed: leastContrast.text });
      continue;
    }
    const onWhite = contrast(colour, '#ffffff');
    if (onWhite < leastContrast.text) {
      faults.push({ field, rule: 'white_text', ratio: onWhite, needed: leastContrast.text });
    }
    const onGround = contrast(colour, surfaces.light.ground);
    if (onGround < leastContrast.control) {
      faults.push({ field, rule: 'against_surface', ratio: onGround, needed: leastContrast.control });
    }
  }
  return faults;
}
