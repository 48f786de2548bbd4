import { defineConfig } from 'vitest/config';

/** Never tests of ours: other people's code, built pages, and trees planted with faults. */
const exclude = ['**/node_modules/**', '**/dist/**', '**/fixtures/**', 'var/**'];

/**
 * Three kinds of test, told apart by file name:
 * - `unit`  `x.test.ts`, beside its source: needs nothing but npm packages. A test that renders asks for a DOM
 *   with a first line `// @vitest-environment jsdom`.
 * - `peers` `x.peer.test.ts`: real PostgreSQL, Janus, browsers, processes. One file at a time, because peers
 *   compete for the processor and for time limits.
 * - `e2e`   `e2e/x.e2e.test.ts`: stories across apps in real browsers. One file at a time.
 *
 * No retries anywhere: a test that fails now and then is a fault.
 */
export default defineConfig({
  test: {
    retry: 0,
    teardownTimeout: 30_000,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{packages,apps}/**/src/**/*.test.{ts,tsx}', '{scripts,bench}/**/*.test.ts'],
          exclude: [...exclude, '**/*.peer.test.*', 'e2e/**'],
          testTimeout: 10_000,
        },
      },
      {
        test: {
          name: 'peers',
          environment: 'node',
          include: ['{packages,apps,scripts}/**/*.peer.test.ts'],
          exclude,
          setupFiles: ['./scripts/vitest/leaks.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.e2e.test.ts'],
          exclude,
          setupFiles: ['./scripts/vitest/leaks.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
