import {
  createTheme,
  type MantineColorShade,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { type Brand, leastContrast } from './brand.ts';
import { contrast, type Hex, mix, type Shades, shades } from './colour.ts';
import { grey, type Hue, hues, night, radius, shadow, space, surfaces, type } from './tokens.ts';

const inRem = (px: number) => `${px / 16}rem`;

/** Latin and Arabic are told apart by the fonts' own ranges, so one family serves every language. */
const fontFamily =
  "'Inter Variable', 'Noto Sans Arabic Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The darkest shade of a scale that keeps `least` against `ground`, from the base (6) towards white. */
export function readableShade(scale: Shades, ground: Hex, least: number): MantineColorShade {
  for (const index of [6, 5, 4, 3, 2, 1] as const) {
    if (contrast(scale[index], ground) >= least) {
      return index;
    }
  }
  return 0;
}

export const hueShades = Object.fromEntries(
  Object.entries(hues).map(([name, base]) => [name, shades(base)]),
) as Record<Hue, Shades>; // fromEntries loses the key type

/**
 * What a colour is filled with in the dark: as little lighter as it takes to be found on the surface (3:1). A colour
 * on which white text reads in the light (`checkBrand`) still carries white text then.
 */
export function darkFill(base: Hex): Hex {
  for (let share = 0; share < 1; share += 0.01) {
    const fill = mix(base, '#ffffff', share);
    if (contrast(fill, surfaces.dark.surface) >= leastContrast.control) {
      return fill;
    }
  }
  return '#ffffff';
}

const tuple = (scale: Shades): MantineColorsTuple => [...scale];

const heading = (px: number, lineHeight: string) => ({ fontSize: inRem(px), lineHeight });

/** The brand as Mantine's theme. White or black text on a fill is chosen so that it always has 4.5:1. */
export function remTheme(brand: Brand): MantineThemeOverride {
  const primary = shades(brand.primary);
  const family = brand.font ? `${brand.font}, ${fontFamily}` : fontFamily;
  return createTheme({
    colors: {
      ...Object.fromEntries(Object.entries(hueShades).map(([name, scale]) => [name, tuple(scale)])),
      primary: tuple(primary),
      accent: tuple(shades(brand.accent)),
      gray: tuple(grey),
      dark: tuple(night),
    },
    primaryColor: 'primary',
    primaryShade: 6,
    autoContrast: true,
    // The luminance at which white and black text are equally readable: 4.58:1 at worst on either side.
    luminanceThreshold: 0.179,
    black: surfaces.light.text,
    fontFamily: family,
    headings: {
      fontFamily: family,
      fontWeight: '650',
      textWrap: 'balance',
      sizes: {
        h1: heading(type['2xl'], '1.2'),
        h2: heading(type.xl, '1.25'),
        h3: heading(type.lg, '1.35'),
        h4: heading(type.md, '1.4'),
        h5: heading(type.sm, '1.4'),
        h6: heading(type.xs, '1.4'),
      },
    },
    fontSizes: {
      xs: inRem(type.xs),
      sm: inRem(type.sm),
      md: inRem(type.md),
      lg: inRem(type.lg),
      xl: inRem(type.xl),
    },
    spacing: {
      xs: inRem(space.xs),
      sm: inRem(space.sm),
      md: inRem(space.md),
      lg: inRem(space.lg),
      xl: inRem(space.xl),
    },
    radius: {
      xs: inRem(radius.xs),
      sm: inRem(radius.sm),
      md: inRem(radius.md),
      lg: inRem(radius.lg),
      xl: inRem(radius.xl),
    },
    shadows: { xs: shadow.low, sm: shadow.low, md: shadow.mid, lg: shadow.high, xl: shadow.high },
    defaultRadius: 'md',
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      // Scroll locks are made of injected style elements, which our content security policy refuses.
      Modal: { defaultProps: { lockScroll: false, transitionProps: { transition: 'pop', duration: 150 } } },
      Drawer: { defaultProps: { lockScroll: false, transitionProps: { duration: 150 } } },
      Tooltip: {
        defaultProps: { openDelay: 300, withArrow: true, events: { hover: true, focus: true, touch: false } },
      },
    },
  });
}
