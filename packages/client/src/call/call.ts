import type { Call, CallOptions } from './types.ts';

export function createCall(_options: CallOptions): Call {
  throw new Error('comes with the next commit');
}
