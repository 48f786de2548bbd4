import {
  type CSSVariablesResolver,
  convertCssVariables,
  defaultCssVariablesResolver,
  type MantineTheme,
} from '@mantine/core';
import { leastContrast } from './brand.ts';
import { type Hex, mix, type Shades } from './colour.ts';
import { type ShownState, shownStates, stateHue } from './states.ts';
import { darkFill, hueShades, readableShade } from './theme.ts';
import {
  contrastSurfaces,
  type Hue,
  motion,
  radius,
  type Surfaces,
  shadow,
  space,
  surfaces,
  type,
} from './tokens.ts';

type Variables = Record<string, string>;
export type Scheme = 'light' | 'dark';

/** How a hue is drawn: `fg` on `bg` reads at 4.5:1, `solid` is a fill or a dot at 3:1 on every surface. */
export interface HuePaint {
  readonly fg: Hex;
  readonly bg: Hex;
  readonly solid: Hex;
}

/** A hue on the surfaces of a scheme; null is grey. */
export function paint(hue: Hue | null, scheme: Scheme): HuePaint {
  const ground = surfaces[scheme];
  if (hue === null) {
    return { fg: ground.muted, bg: scheme === 'light' ? '#eceff3' : '#252d38', solid: ground.control };
  }
  const scale: Shades = hueShades[hue];
  if (scheme === 'light') {
    return { fg: scale[7], bg: scale[0], solid: scale[6] };
  }
  return { fg: scale[3], bg: mix(ground.surface, scale[6], 0.22), solid: scale[5] };
}

const inRem = (px: number) => `${px / 16}rem`;

function sizes(name: string, values: Record<string, number>): Variables {
  return Object.fromEntries(Object.entries(values).map(([key, px]) => [`--rem-${name}-${key}`, inRem(px)]));
}

function shared(): Variables {
  return {
    ...sizes('space', space),
    ...sizes('type', type),
    ...sizes('radius', radius),
    '--rem-shadow-low': shadow.low,
    '--rem-shadow-mid': shadow.mid,
    '--rem-shadow-high': shadow.high,
    '--rem-motion-fast': `${motion.fast}ms`,
    '--rem-motion-normal': `${motion.normal}ms`,
    '--rem-motion-slow': `${motion.slow}ms`,
    '--rem-motion-ease': motion.ease,
  };
}

function surfaceVariables(ground: Surfaces): Variables {
  return {
    '--rem-ground': ground.ground,
    '--rem-surface': ground.surface,
    '--rem-sunken': ground.sunken,
    '--rem-text': ground.text,
    '--rem-muted': ground.muted,
    '--rem-line': ground.line,
    '--rem-control': ground.control,
    '--mantine-color-body': ground.surface,
    '--mantine-color-text': ground.text,
    '--mantine-color-default': ground.surface,
    '--mantine-color-default-color': ground.text,
    '--mantine-color-default-hover': ground.sunken,
    '--mantine-color-default-border': ground.control,
    '--mantine-color-dimmed': ground.muted,
    '--mantine-color-placeholder': ground.muted,
  };
}

function paintVariables(name: string, colours: HuePaint): Variables {
  return {
    [`--rem-${name}-fg`]: colours.fg,
    [`--rem-${name}-bg`]: colours.bg,
    [`--rem-${name}-solid`]: colours.solid,
  };
}

function schemeVariables(scheme: Scheme): Variables {
  const hueNames = Object.keys(hueShades) as Hue[]; // keys lose their type
  const stateColours = shownStates.map((state: ShownState) =>
    paintVariables(`state-${state}`, paint(stateHue[state], scheme)),
  );
  const red = paint('red', scheme);
  return Object.assign(
    surfaceVariables(surfaces[scheme]),
    ...hueNames.map((hue) => paintVariables(hue, paint(hue, scheme))),
    ...stateColours,
    { '--mantine-color-error': red.fg, '--mantine-color-success': paint('green', scheme).fg },
  );
}

/** Mantine's `light` variant and links of the given scales, readable in the dark. */
function darkMantine(theme: MantineTheme): Variables {
  const variables: Variables = {};
  for (const name of ['primary', 'accent', ...Object.keys(hueShades)]) {
    const scale = theme.colors[name] as unknown as Shades; // made by remTheme from Shades
    const shade = readableShade(scale, surfaces.dark.surface, leastContrast.text);
    const base = `--mantine-color-${name}`;
    const fill = darkFill(scale[6]);
    variables[`${base}-filled`] = fill;
    variables[`${base}-filled-hover`] = mix(fill, '#000000', 0.12);
    variables[`${base}-light`] = mix(surfaces.dark.surface, scale[6], 0.25);
    variables[`${base}-light-hover`] = mix(surfaces.dark.surface, scale[6], 0.35);
    variables[`${base}-light-color`] = scale[2];
    variables[`${base}-text`] = `var(${base}-${Math.min(shade, 4)})`;
    variables[`${base}-outline`] = `var(${base}-${Math.min(shade, 4)})`;
  }
  variables['--mantine-color-anchor'] = variables['--mantine-color-primary-text'] ?? 'inherit';
  return variables;
}

function lightMantine(): Variables {
  const variables: Variables = {};
  for (const name of ['primary', 'accent', ...Object.keys(hueShades)]) {
    const base = `--mantine-color-${name}`;
    variables[`${base}-light`] = `var(${base}-0)`;
    variables[`${base}-light-hover`] = `var(${base}-1)`;
    variables[`${base}-light-color`] = `var(${base}-7)`;
  }
  return variables;
}

const resolver: CSSVariablesResolver = (theme) => {
  const base = defaultCssVariablesResolver(theme);
  return {
    variables: { ...base.variables, ...shared() },
    light: { ...base.light, ...lightMantine(), ...schemeVariables('light') },
    dark: { ...base.dark, ...darkMantine(theme), ...schemeVariables('dark') },
  };
};

function rule(selector: string, variables: Variables): string {
  const lines = Object.entries(variables).map(([name, value]) => `${name}:${value}`);
  return `${selector}{${lines.join(';')}}`;
}

/** The style sheet with every variable of a theme, both schemes, and `prefers-contrast: more`. */
export function variablesCss(theme: MantineTheme): string {
  const more = (['light', 'dark'] as const)
    .map((scheme) =>
      rule(`:root[data-mantine-color-scheme='${scheme}']`, {
        ...surfaceVariables(contrastSurfaces[scheme]),
        '--mantine-color-anchor':
          scheme === 'light' ? 'var(--mantine-color-primary-8)' : 'var(--mantine-color-primary-2)',
      }),
    )
    .join('');
  return `${convertCssVariables(resolver(theme), ':root')}@media (prefers-contrast: more){${more}}`;
}
