import { useFormats, useNow } from '@rem/ui';
import { IconClock } from '@tabler/icons-react';
import { useMessages } from '../../messages/mod.ts';
import type { IdleLimit } from '../../model/model.ts';
import { BigButton } from './BigButton.tsx';
import classes from './IdleNote.module.css';

/** From here on (ms) it is said louder. */
const SOON_MS = 15_000;

/** Says when this screen goes back to the start by itself, and how to stay. */
export function IdleNote({ idle, onStay }: { readonly idle: IdleLimit; readonly onStay: () => void }) {
  const t = useMessages();
  const formats = useFormats();
  const left = Math.max(0, Math.ceil((idle.endsAt - useNow(0, 500)) / 1000)) * 1000;
  return (
    <div className={classes.note} data-idle data-soon={left <= SOON_MS ? '' : undefined}>
      <span className={classes.text} role="timer">
        <IconClock aria-hidden stroke={1.7} />
        {t('idle.back', { time: formats.clock(left) })}
      </span>
      <BigButton label={t('idle.here')} onPress={onStay} size="small" />
    </div>
  );
}
