import type { DeviceChoice, Devices, LocalMedia } from './types.ts';

export function createLocalMedia(_options: { readonly choice?: DeviceChoice } = {}): LocalMedia {
  throw new Error('comes with the next commit');
}

export async function listDevices(): Promise<Devices> {
  throw new Error('comes with the next commit');
}
