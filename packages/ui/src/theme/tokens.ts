import type { Hex, Shades } from './colour.ts';

/**
 * Everything visual that pages may use. Reached in CSS as `--rem-…` and, where Mantine has the idea, as
 * `--mantine-…`; nothing else in the product writes a colour, a size or a duration of its own.
 */

/** Grey with a breath of blue: surfaces, borders and text of the light scheme. */
export const grey: Shades = [
  '#f6f7f9',
  '#eef0f4',
  '#e1e5eb',
  '#ccd2db',
  '#a9b2bf',
  '#7d8896',
  '#5a6573',
  '#444e5b',
  '#2d3541',
  '#1a202a',
];

/** Surfaces of the dark scheme, text first (index 0), the deepest ground last. */
export const night: Shades = [
  '#e8ebf0',
  '#c5ccd6',
  '#a3acb9',
  '#7a8594',
  '#424c59',
  '#313a46',
  '#232a34',
  '#181e26',
  '#12171e',
  '#0c1016',
];

/** Hues that mean something; each is the seventh shade (index 6) of its scale. */
export const hues = {
  green: '#1f7a43',
  blue: '#1f66b8',
  cyan: '#0a7286',
  amber: '#9a6100',
  orange: '#b4500f',
  red: '#c0292f',
  purple: '#8a3ea8',
} as const satisfies Record<string, Hex>;
export type Hue = keyof typeof hues;

/** Space on a grid of 4 px, in px. */
export const space = { xs: 4, sm: 8, md: 12, lg: 16, xl: 24, '2xl': 32, '3xl': 48, '4xl': 72 } as const;

/** Type scale in px: desk and console read at `sm` and `md`; the customer's page from `xl` (24 px) up. */
export const type = { xs: 12, sm: 14, md: 16, lg: 18, xl: 24, '2xl': 32, '3xl': 48, '4xl': 64 } as const;

/** Corners in px. */
export const radius = { xs: 2, sm: 4, md: 8, lg: 12, xl: 20 } as const;

/** Three heights above the ground: a card, something that floats, something that asks. */
export const shadow = {
  low: '0 1px 2px rgb(16 24 40 / 8%)',
  mid: '0 2px 4px rgb(16 24 40 / 6%), 0 6px 16px rgb(16 24 40 / 10%)',
  high: '0 4px 8px rgb(16 24 40 / 8%), 0 16px 40px rgb(16 24 40 / 18%)',
} as const;

/** Durations in ms, all under 200; none is used when reduced motion is asked for. */
export const motion = { fast: 90, normal: 150, slow: 190, ease: 'cubic-bezier(0.2, 0, 0, 1)' } as const;

/** What text and controls stand on. */
export interface Surfaces {
  /** Behind everything. */
  readonly ground: Hex;
  /** Cards, bars, panels. */
  readonly surface: Hex;
  /** Wells inside a card: lists, inputs, chat. */
  readonly sunken: Hex;
  readonly text: Hex;
  /** Second-rank text; still 4.5:1 on each of the three. */
  readonly muted: Hex;
  /** Lines that only divide. */
  readonly line: Hex;
  /** Outlines of controls; 3:1 on each of the three. */
  readonly control: Hex;
}

export const surfaces: Readonly<Record<'light' | 'dark', Surfaces>> = {
  light: {
    ground: grey[1],
    surface: '#ffffff',
    sunken: grey[0],
    text: grey[9],
    muted: grey[6],
    line: grey[2],
    control: '#7f8998',
  },
  dark: {
    ground: night[8],
    surface: night[7],
    sunken: night[8],
    text: night[0],
    muted: night[2],
    line: night[5],
    control: '#6d7887',
  },
};

/** With `prefers-contrast: more`: pure grounds, text at 7:1 and more, lines as strong as controls. */
export const contrastSurfaces: Readonly<Record<'light' | 'dark', Surfaces>> = {
  light: {
    ground: '#ffffff',
    surface: '#ffffff',
    sunken: '#ffffff',
    text: '#000000',
    muted: grey[8],
    line: grey[6],
    control: grey[8],
  },
  dark: {
    ground: '#000000',
    surface: '#000000',
    sunken: '#000000',
    text: '#ffffff',
    muted: night[1],
    line: night[2],
    control: night[1],
  },
};
