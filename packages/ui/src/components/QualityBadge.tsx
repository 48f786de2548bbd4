import { Tooltip } from '@mantine/core';
import type { Quality } from '@rem/protocol';
import {
  IconAntennaBars2,
  IconAntennaBars3,
  IconAntennaBars5,
  IconAntennaBarsOff,
  IconDots,
  type TablerIcon,
} from '@tabler/icons-react';
import { useFormats, useUiMessages } from '../i18n/hooks.ts';
import type { Hue } from '../theme/tokens.ts';
import classes from './StateBadge.module.css';
import { cssVariables } from './style.ts';

type Grade = Quality['grade'] | 'unknown';

const icons: Readonly<Record<Grade, TablerIcon>> = {
  good: IconAntennaBars5,
  fair: IconAntennaBars3,
  poor: IconAntennaBars2,
  lost: IconAntennaBarsOff,
  unknown: IconDots,
};

const hues: Readonly<Record<Grade, Hue | null>> = {
  good: 'green',
  fair: 'amber',
  poor: 'orange',
  lost: 'red',
  unknown: null,
};

export interface QualityBadgeProps {
  /** Null until something is measured. */
  readonly quality: Quality | null;
  /** Whose connection: shown before the word. */
  readonly label: string;
  readonly size?: 'sm' | 'md';
}

/** One side's connection in a word, with the figures on hover and focus. */
export function QualityBadge({ quality, label, size = 'sm' }: QualityBadgeProps) {
  const t = useUiMessages();
  const formats = useFormats();
  const grade: Grade = quality?.grade ?? 'unknown';
  const Icon = icons[grade];
  const hue = hues[grade];
  const figures = quality
    ? [
        t('quality.loss', { value: formats.percent(quality.loss, 1) }),
        ...(quality.roundTrip === null
          ? []
          : [t('quality.round_trip', { value: Math.round(quality.roundTrip) })]),
        t('quality.jitter', { value: Math.round(quality.jitter) }),
      ].join(' · ')
    : t('quality.unknown');
  const text = `${label}: ${t(`quality.${grade}`)}`;
  const prefix = hue ? `--rem-${hue}` : '--rem-state-offline';
  return (
    <Tooltip label={figures}>
      <span
        className={classes.badge}
        data-size={size}
        data-grade={grade}
        style={cssVariables({ '--badge-fg': `var(${prefix}-fg)`, '--badge-bg': `var(${prefix}-bg)` })}
      >
        <Icon size={size === 'sm' ? 14 : 16} aria-hidden />
        <span className={classes.text}>{text}</span>
      </span>
    </Tooltip>
  );
}
