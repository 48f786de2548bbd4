import { RemError } from '@rem/protocol';
import type { App } from './types.ts';

/** `/api/v1/people/:id` as an expression over paths; a parameter's own expression is not looked at. */
function pattern(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part.startsWith(':') ? '[^/]+' : part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('/')}/?$`);
}

/**
 * An address that is not there is `not_found`; one that is there for other methods is `method_not_allowed` and
 * names them (RFC 9110 §15.5.6).
 */
export function registerMissing(app: App): void {
  const methodsOf = new Map<string, { matches: RegExp; methods: Set<string> }>();
  app.addHook('onRoute', ({ method, url }) => {
    const known = methodsOf.get(url) ?? { matches: pattern(url), methods: new Set<string>() };
    for (const each of [method].flat()) known.methods.add(each);
    methodsOf.set(url, known);
  });

  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const allowed = [...methodsOf.values()]
      .filter(({ matches }) => matches.test(path))
      .flatMap(({ methods }) => [...methods]);
    if (allowed.length === 0 || allowed.includes(request.method)) throw new RemError('not_found');
    reply.header('allow', [...new Set(allowed)].sort().join(', '));
    throw new RemError('method_not_allowed');
  });
}
