import { dirname, join } from 'node:path/posix';
import ts from 'typescript';
import { portLiteral } from './port-literals.ts';
import { BROWSER, TESTS, VIEWS } from './rooms.ts';
import { globalRead, memberOf, type Source, specifier } from './syntax.ts';

/** A rule on what stands in a file, where the imports alone do not tell. */
export interface SourceRule {
  readonly name: string;
  readonly reason: string;
  /** Files it holds for; test code is left out before. */
  readonly from: RegExp;
  readonly except?: RegExp;
  /** What is wrong with this node, or undefined. */
  find(node: ts.Node, source: Source, house: House): string | undefined;
}

/** What a rule may know of the house beside the file. */
export interface House {
  /** What `@rem/<name>` may be followed by: `.` and the declared subpaths, by package name. */
  readonly frontDoors: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NOT_CHECKED = new RegExp(TESTS);

const IMPURE = new Set([
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'crypto'],
  ...['process', 'console', 'fetch', 'navigator', 'localStorage'],
]);

const NODE_GLOBALS = new Set([
  'process',
  'Buffer',
  '__dirname',
  '__filename',
  'require',
  'setImmediate',
  'global',
]);

const FETCHERS = new Set(['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest', 'RTCPeerConnection']);

/** Names of the kit that bring a clock or luck of their own. */
const KIT_WITH_CLOCK = new Set(['systemClock', 'Backoff']);

function impurity(node: ts.Node, source: Source): string | undefined {
  if (memberOf('Date', node, source) === 'now') return 'reads the clock by Date.now';
  if (memberOf('Math', node, source) === 'random') return 'draws luck by Math.random';
  if (ts.isNewExpression(node) && globalRead(node.expression, source) === 'Date' && !node.arguments?.length) {
    return 'reads the clock by new Date()';
  }
  if (ts.isCallExpression(node) && globalRead(node.expression, source) === 'Date')
    return 'reads the clock by Date()';
  if (ts.isImportSpecifier(node) && KIT_WITH_CLOCK.has((node.propertyName ?? node.name).text)) {
    return `imports ${node.name.text}, which has a clock or luck of its own`;
  }
  const name = globalRead(node, source);
  return name && IMPURE.has(name) ? `uses ${name}` : undefined;
}

/** `packages/kit` of `packages/kit/src/clock.ts`; the first folder outside packages and apps. */
function room(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'packages' || first === 'apps' ? `${first}/${second}` : first;
}

function backDoor(node: ts.Node, source: Source, house: House): string | undefined {
  const wanted = specifier(node);
  if (wanted === undefined) return undefined;
  if (wanted.startsWith('.')) {
    const target = join(dirname(source.path), wanted);
    const leaves = room(target) !== room(source.path) && /^(packages|apps)\//.test(target);
    return leaves ? `reaches into ${room(target)} by a path: ${wanted}` : undefined;
  }
  const [, name, subpath] = /^(@rem\/[^/]+)(\/.+)?$/.exec(wanted) ?? [];
  if (!name) return undefined;
  return house.frontDoors.get(name)?.has(subpath ? `.${subpath}` : '.')
    ? undefined
    : `${wanted} is no declared door of ${name}`;
}

export const sourceRules: readonly SourceRule[] = [
  {
    name: 'domain-is-pure',
    reason: 'Decisions are replayed from their record: time and luck come in as values.',
    from: /^packages\/domain\/src\//,
    find: impurity,
  },
  {
    name: 'front-door-only',
    reason: 'What a room does not show it may change at will; others import its name, not its files.',
    from: /^(packages|apps|e2e|bench|scripts)\//,
    find: backDoor,
  },
  {
    name: 'browser-stays-browser',
    reason: 'This code is sent to browsers, where no global of Node is.',
    from: new RegExp(BROWSER),
    except: /^packages\/domain\//,
    find(node, source) {
      const name = globalRead(node, source);
      return name && NODE_GLOBALS.has(name) ? `uses ${name}` : undefined;
    },
  },
  {
    name: 'views-do-not-fetch',
    reason: 'A view draws a snapshot, so stories, screenshots and tests need no server.',
    from: new RegExp(VIEWS),
    find(node, source) {
      const name = globalRead(node, source);
      if (name && FETCHERS.has(name)) return `uses ${name}`;
      return memberOf('navigator', node, source) === 'sendBeacon' ? 'uses sendBeacon' : undefined;
    },
  },
  {
    name: 'only-main-wires',
    reason: 'Every setting is read, parsed and documented in one config.ts a process.',
    from: /^(packages|apps)\/[^/]+\/src\//,
    // The command line hands its own environment on to the children it starts; the test kit to real peers.
    except: /(^|\/)config\.ts$|^apps\/cli\/|^packages\/testkit\//,
    find(node, source) {
      return memberOf('process', node, source) === 'env'
        ? 'reads process.env outside a config.ts'
        : undefined;
    },
  },
  {
    name: 'port-literals',
    reason:
      'The port guide and the firewall rules are generated from packages/ports: a number elsewhere is not in them.',
    from: /^(packages|apps)\/[^/]+\/(src\/.*|[^/]+)\.tsx?$/,
    except: /^packages\/ports\//,
    find: portLiteral,
  },
];
