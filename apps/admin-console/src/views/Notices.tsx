import { Button, CloseButton } from '@mantine/core';
import { useUiMessages } from '@rem/ui';
import { useMessages } from '../messages/mod.ts';
import classes from './Notices.module.css';

/** Something that was done, told for a while at the edge of the page. */
export interface Notice {
  readonly id: number;
  readonly text: string;
  readonly bad: boolean;
  /** Takes it back; absent where nothing can. */
  readonly undo?: () => void;
}

export interface NoticesProps {
  readonly notices: readonly Notice[];
  readonly onClose: (id: number) => void;
  /** The pointer or the focus is on them: they stay. */
  readonly onHold: (held: boolean) => void;
}

export function Notices({ notices, onClose, onHold }: NoticesProps) {
  const t = useMessages();
  const ui = useUiMessages();
  return (
    <div
      className={classes.region}
      role="status"
      aria-live="polite"
      onMouseEnter={() => onHold(true)}
      onMouseLeave={() => onHold(false)}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
    >
      {notices.map(({ id, text, bad, undo }) => (
        <div key={id} className={classes.notice} data-bad={bad}>
          <span className={classes.text}>{text}</span>
          {undo ? (
            <Button variant="light" size="xs" onClick={undo}>
              {t('common.undo')}
            </Button>
          ) : null}
          <CloseButton size="sm" aria-label={ui('common.close')} onClick={() => onClose(id)} />
        </div>
      ))}
    </div>
  );
}
