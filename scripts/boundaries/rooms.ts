/**
 * The rooms of the house as patterns over paths from the repository's root. Both halves of the checker read
 * them: the rules on imports (`dependency-rules.ts`) and the rules on source text (`source-rules.ts`).
 */

/** Test code in a room: suites, the contract suites that several adapters run, and what suites share. */
export const TESTS = '(\\.test|[/.]contract)\\.tsx?$|^(packages|apps)/[^/]+/src/testing/';

/** Rooms whose code runs in a browser, or in a browser too. */
export const BROWSER =
  '^(packages/(ui|client|protocol|domain)|packages/kit(?!/src/logger\\.ts)|apps/(agent-desktop|admin-console|interactive-controller))/src/';

/** Rooms that talk to the world on the house's behalf. */
export const ADAPTERS = '^packages/(store|bus|media|telephony)/';

/** Code that only draws what it is given. */
export const VIEWS = '^(apps/[^/]+/src/views|packages/ui/src)/';

/** The only files of an app that may construct adapters. */
export const WIRING = '^apps/[^/]+/src/(main|prepare|wiring)\\.ts$';
