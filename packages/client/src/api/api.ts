import type { Api, ApiOptions } from './types.ts';

export function createApi(_options: ApiOptions = {}): Api {
  throw new Error('comes with the next commit');
}
