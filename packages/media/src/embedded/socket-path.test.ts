import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { mediaSocketPath } from './socket-path.ts';

test('[MED32] the socket is in the data folder', () => {
  expect(mediaSocketPath('/var/lib/rem')).toBe('/var/lib/rem/media.sock');
});

test('[MED32] where that is too long it is in a folder of this user’s, the same each time', async () => {
  const long = `/srv/${'x'.repeat(120)}`;
  const path = mediaSocketPath(long);
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(107);
  expect(mediaSocketPath(`${long}/`)).toBe(path);
  expect(mediaSocketPath(`${long}y`)).not.toBe(path);
  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700);
});
