import { expect, test } from 'vitest';
import { MediaError, mediaErrorCodes } from './errors.ts';

test('[MED18] only what may succeed later without a change is retryable', () => {
  const retryable = mediaErrorCodes.filter((code) => new MediaError(code, 'x').retryable);
  expect(retryable).toEqual(['engine_down', 'timeout']);
});

test('[MED18] any error becomes one, and one stays itself', () => {
  const cause = new Error('disk');
  const error = MediaError.from(cause);
  expect(error).toMatchObject({ name: 'MediaError', code: 'engine_error', message: 'disk', cause });
  expect(MediaError.from(error, 'timeout')).toBe(error);
  expect(MediaError.from('odd', 'timeout').code).toBe('timeout');
});
