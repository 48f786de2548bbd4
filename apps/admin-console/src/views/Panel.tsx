import { Drawer, type DrawerProps } from '@mantine/core';
import { useUiMessages } from '@rem/ui';
import type { ReactNode } from 'react';

export interface PanelProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: DrawerProps['size'];
  readonly children: ReactNode;
}

/** The side panel with the details of one record: keeps the focus, closes with Escape, gives the focus back. */
export function Panel({ title, onClose, size = 'lg', children }: PanelProps) {
  const t = useUiMessages();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      padding="xl"
      size={size}
      title={title}
      styles={{ title: { fontSize: 'var(--rem-type-lg)', fontWeight: 650, overflowWrap: 'anywhere' } }}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      overlayProps={{ backgroundOpacity: 0.25 }}
    >
      {children}
    </Drawer>
  );
}
