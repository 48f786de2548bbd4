import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where things are in the repository; tests lay out one of their own. */
export interface House {
  readonly root: string;
  /** The programs that `rem start` runs, each a file for Node. */
  readonly prepare: string;
  readonly media: string;
  readonly server: string;
  /** The apps that are pages, by the variable that tells the server where each was built to. */
  readonly pages: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '..', '..', '..');

/** The repository this file is in. */
export const house: House = {
  root,
  prepare: join(root, 'apps', 'server', 'src', 'prepare.ts'),
  media: join(root, 'apps', 'media-engine', 'src', 'main.ts'),
  server: join(root, 'apps', 'server', 'src', 'main.ts'),
  pages: {
    REM_PAGES_REIC: 'interactive-controller',
    REM_PAGES_READ: 'agent-desktop',
    REM_PAGES_REAC: 'admin-console',
  },
};

/** A program that npm installed. */
export function npmProgram(name: string): string {
  return join(house.root, 'node_modules', '.bin', name);
}

export function programVersion(): string {
  const file = readFileSync(join(house.root, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(file)).version;
}
