import type { LiveClient, LocalMedia } from '@rem/client';
import { DeviceCheckScreen } from './DeviceCheckScreen.tsx';
import { useDeviceCheck } from './use-device-check.ts';

export interface DeviceCheckProps {
  readonly live: LiveClient;
  readonly media: LocalMedia;
  readonly onDone: () => void;
}

export function DeviceCheck({ live, media, onDone }: DeviceCheckProps) {
  const { model, actions } = useDeviceCheck(live, media, onDone);
  return <DeviceCheckScreen model={model} actions={actions} />;
}
