import type { Figures } from '@rem/protocol';
import { useFormats } from '@rem/ui';
import { useMessages } from '../messages/mod.ts';
import classes from './FiguresStrip.module.css';

/** The expert's own day in six figures. */
export function FiguresStrip({ figures }: { readonly figures: Figures }) {
  const t = useMessages();
  const formats = useFormats();
  const items = [
    ['served', formats.number(figures.served)],
    ['missed', formats.number(figures.missed)],
    ['declined', formats.number(figures.declined)],
    ['talk', formats.clock(figures.talkMs)],
    [
      'handle',
      figures.averageHandleMs === null ? t('figures.none') : formats.clock(figures.averageHandleMs),
      t('figures.handle_hint'),
    ],
    ['available', formats.clock(figures.availableMs)],
  ] as const;
  return (
    <dl className={classes.strip} aria-label={t('figures.title')}>
      {items.map(([name, value, hint]) => (
        <div key={name} className={classes.item} title={hint} data-figure={name}>
          <dt>{t(`figures.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
