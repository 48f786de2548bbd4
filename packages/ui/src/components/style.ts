import type { CSSProperties } from 'react';

/** CSS variables as a style property: React's type knows none of them. */
export function cssVariables(variables: Readonly<Record<`--${string}`, string | number>>): CSSProperties {
  return variables as CSSProperties;
}
