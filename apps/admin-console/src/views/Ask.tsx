import { Button, Modal } from '@mantine/core';
import { useUiMessages } from '@rem/ui';
import type { ReactNode } from 'react';
import { useMessages } from '../messages/mod.ts';
import classes from './Panel.module.css';

export interface AskProps {
  /** Names what it is about. */
  readonly title: string;
  /** What it means. */
  readonly text: ReactNode;
  readonly doIt: string;
  /** Default "Cancel". */
  readonly leave?: string;
  readonly busy?: boolean;
  readonly onDo: () => void;
  readonly onLeave: () => void;
}

/** Asks before what cannot be undone. The focus begins on the way out. */
export function Ask({ title, text, doIt, leave, busy = false, onDo, onLeave }: AskProps) {
  const t = useMessages();
  const ui = useUiMessages();
  return (
    <Modal
      opened
      onClose={onLeave}
      title={title}
      centered
      styles={{ title: { fontWeight: 650, overflowWrap: 'anywhere' } }}
      closeButtonProps={{ 'aria-label': ui('common.close') }}
    >
      <div className={classes.form}>
        <div>{text}</div>
        <div className={classes.buttons}>
          <Button variant="default" data-autofocus onClick={onLeave}>
            {leave ?? t('common.cancel')}
          </Button>
          <Button color="red" loading={busy} onClick={onDo}>
            {doIt}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
