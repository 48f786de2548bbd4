import { expect, test } from 'vitest';
import { checkSource } from './sources.ts';
import { parse } from './syntax.ts';

const house = {
  frontDoors: new Map([
    ['@rem/kit', new Set(['.', './logger'])],
    ['@rem/protocol', new Set(['.'])],
  ]),
};

const broken = (path: string, text: string) => [
  ...new Set(checkSource(parse(path, text), house).map(({ rule }) => rule)),
];

const DOMAIN = 'packages/domain/src/routing.ts';
const CLIENT = 'packages/client/src/socket.ts';
const VIEW = 'apps/agent-desktop/src/views/offer.tsx';
const FEATURE = 'apps/server/src/resc/sessions.ts';

test.each([
  ['domain-is-pure', DOMAIN, 'const now = Date.now();'],
  ['domain-is-pure', DOMAIN, 'const now = new Date();'],
  ['domain-is-pure', DOMAIN, 'const now = Date();'],
  ['domain-is-pure', DOMAIN, 'const luck = Math.random();'],
  ['domain-is-pure', DOMAIN, 'const pick = { random: Math.random };'],
  ['domain-is-pure', DOMAIN, 'const id = crypto.randomUUID();'],
  ['domain-is-pure', DOMAIN, 'const id = globalThis.crypto.randomUUID();'],
  ['domain-is-pure', DOMAIN, 'const at = performance.now();'],
  ['domain-is-pure', DOMAIN, 'setTimeout(() => undefined, 10);'],
  ['domain-is-pure', DOMAIN, "import { systemClock } from '@rem/kit';"],
  ['front-door-only', FEATURE, "import { ManualClock } from '../../../../packages/kit/src/clock.ts';"],
  ['front-door-only', FEATURE, "import { x } from '@rem/kit/src/clock.ts';"],
  ['front-door-only', FEATURE, "const x = await import('@rem/protocol/errors');"],
  ['front-door-only', FEATURE, "export * from '@rem/nowhere';"],
  ['front-door-only', FEATURE, "type X = import('@rem/kit/clock').Clock;"],
  ['browser-stays-browser', CLIENT, 'const bytes = Buffer.from(text);'],
  ['browser-stays-browser', CLIENT, 'const { platform } = process;'],
  ['views-do-not-fetch', VIEW, "const load = () => fetch('/api/v1/me');"],
  ['views-do-not-fetch', VIEW, "const load = () => window.fetch('/api/v1/me');"],
  ['views-do-not-fetch', VIEW, "const live = new WebSocket('/live');"],
  ['views-do-not-fetch', VIEW, "navigator.sendBeacon('/left');"],
  ['only-main-wires', FEATURE, 'const level = process.env.REM_LOG_LEVEL;'],
  ['only-main-wires', FEATURE, "const { env } = process; const level = process.env['REM_LOG_LEVEL'];"],
  ['port-literals', FEATURE, 'server.listen(8443);'],
  ['port-literals', FEATURE, 'server.listen(8_443);'],
  ['port-literals', FEATURE, "const origin = 'https://localhost:8443/desk';"],
  // The text of the parsed source, not a template of this test.
  ['port-literals', FEATURE, `const origin = \`https://\${host}:8443/\`;`],
  ['port-literals', FEATURE, "const port = env.PORT ?? '8443';"],
  ['port-literals', FEATURE, 'const media = { firstPort: 16384 };'],
])('%s: %s: %s', (rule, path, text) => {
  expect(broken(path, text)).toEqual([rule]);
});

test.each([
  ['a date made of a value', DOMAIN, 'const day = new Date(now).getUTCDay();'],
  ['a member called as a global is', DOMAIN, 'const { crypto } = given; const load = api.fetch(crypto);'],
  [
    'a type called as a global is',
    VIEW,
    'interface Props { readonly socket: WebSocket; load(): Promise<Response> }',
  ],
  ['a global that is only a type', VIEW, 'type Load = typeof fetch;'],
  ['a declared subpath', FEATURE, "import { createLogger } from '@rem/kit/logger';"],
  ['a neighbour in the same room', FEATURE, "import { x } from '../read/types.ts';"],
  [
    'the settings of a process',
    'apps/server/src/config.ts',
    'export const level = process.env.REM_LOG_LEVEL;',
  ],
  ['a clock outside the domain', FEATURE, 'const now = Date.now();'],
  ['a number of bytes', FEATURE, 'const chunk = 16384; const half = 16_384 / 2;'],
  ['a time of day', FEATURE, "const opens = '09:30';"],
  ['a test', 'apps/server/src/resc/sessions.test.ts', 'server.listen(8443); process.env.X;'],
  ['the catalogue itself', 'packages/ports/src/catalogue.ts', 'export const api = { port: 8443 };'],
])('no rule minds %s', (_what, path, text) => {
  expect(broken(path, text)).toEqual([]);
});
