import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useUiMessages } from '../i18n/hooks.ts';

export interface ConfirmButtonProps extends Omit<ButtonProps, 'children' | 'onClick'> {
  readonly children: ReactNode;
  readonly onConfirm: () => void;
  /** What the armed button says; default "Press again to confirm". */
  readonly confirmLabel?: string;
  /** How long it stays armed in ms; default 4000. */
  readonly armedFor?: number;
}

/**
 * For what cannot be undone: the first press arms the button and says so, the second does it. It disarms by itself
 * and when the focus leaves. Works the same with mouse, touch and keyboard, which holding a button down does not.
 */
export function ConfirmButton({
  children,
  onConfirm,
  confirmLabel,
  armedFor = 4000,
  ...button
}: ConfirmButtonProps) {
  const t = useUiMessages();
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) {
      return;
    }
    const timer = setTimeout(() => setArmed(false), armedFor);
    return () => clearTimeout(timer);
  }, [armed, armedFor]);
  const press = () => {
    if (armed) {
      onConfirm();
    }
    setArmed(!armed);
  };
  return (
    <Button
      color="red"
      variant={armed ? 'filled' : 'outline'}
      {...button}
      onClick={press}
      onBlur={() => setArmed(false)}
      aria-live="polite"
    >
      {armed ? (confirmLabel ?? t('confirm.again')) : children}
    </Button>
  );
}
