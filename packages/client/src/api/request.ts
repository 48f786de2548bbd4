import { RemError, restPrefix } from '@rem/protocol';
import type { z } from 'zod';
import { refusal } from './schemas.ts';
import type { ApiOptions } from './types.ts';

/** How long an answer may take, in ms. */
export const ANSWER_LIMIT_MS = 15_000;

export interface Ask {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** One request: the answer parsed by its schema, or a `RemError`. */
export type Request = <T>(path: string, schema: z.ZodType<T>, ask?: Ask) => Promise<T>;

/** Requests to the server's REST interface. A server that cannot be reached is `unavailable`. */
export function createRequest(options: ApiOptions): Request {
  return async (path, schema, ask = {}) => {
    const response = await answerTo(options, path, ask);
    const body = await bodyOf(response);
    if (!response.ok) throw errorOf(response.status, body);
    const parsed = schema.safeParse(body);
    if (!parsed.success) {
      throw new RemError('internal', undefined, {
        cause: RemError.fromZod('bad_request', parsed.error, path),
      });
    }
    return parsed.data;
  };
}

async function answerTo(options: ApiOptions, path: string, ask: Ask): Promise<Response> {
  const { base = '', headers } = options;
  // Called without an object: a browser's fetch refuses any other `this` than the window.
  const send = options.fetch ?? globalThis.fetch;
  try {
    return await send(`${base}${restPrefix}${path}${queryString(ask.query)}`, {
      method: ask.method ?? 'GET',
      headers: { ...headers, ...(ask.body !== undefined && { 'content-type': 'application/json' }) },
      credentials: 'same-origin',
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      ...(ask.body !== undefined && { body: JSON.stringify(ask.body) }),
    });
  } catch (cause) {
    throw new RemError('unavailable', undefined, { cause });
  }
}

/** Null for an answer without a body, and for one that is not JSON: an error page of something in between. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    const text = await response.text();
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

function errorOf(status: number, body: unknown): RemError {
  const parsed = refusal.safeParse(body);
  if (parsed.success) return RemError.fromWire(parsed.data.error);
  return new RemError(status >= 502 && status <= 504 ? 'unavailable' : 'internal', `HTTP ${status}`);
}

function queryString(query: Ask['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}
