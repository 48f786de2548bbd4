/** Colours as `#rrggbb`. */
export type Hex = `#${string}`;

type Rgb = readonly [number, number, number];

export function isHex(text: string): text is Hex {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function toRgb(hex: Hex): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

function toHex(rgb: Rgb): Hex {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** `share` (0–1) of `over` laid on `under`. */
export function mix(under: Hex, over: Hex, share: number): Hex {
  const [a, b] = [toRgb(under), toRgb(over)];
  return toHex([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share]);
}

/** Relative luminance, 0–1 (WCAG 2.2, "relative luminance"). */
function luminance(hex: Hex): number {
  const [r, g, b] = toRgb(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number]; // map keeps the length, its type does not
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio, 1–21 (WCAG 2.2, "contrast ratio"). */
export function contrast(a: Hex, b: Hex): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]; // two in, two out
  return (light + 0.05) / (dark + 0.05);
}

/** Ten shades around `base`, which is the seventh (index 6), as Mantine wants them: light first. */
export type Shades = readonly [Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex, Hex];

export function shades(base: Hex): Shades {
  const light = (share: number) => mix(base, '#ffffff', share);
  const dark = (share: number) => mix(base, '#000000', share);
  return [
    light(0.93),
    light(0.85),
    light(0.7),
    light(0.52),
    light(0.36),
    light(0.18),
    base,
    dark(0.14),
    dark(0.28),
    dark(0.44),
  ];
}
