import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { HostError } from '@rem/host';
import { npmProgram } from '../house.ts';

/** Rooms whose code ends up in every page, and what decides how it is built. */
const SHARED = ['packages/{ui,client,protocol,domain,kit}', 'package-lock.json', 'tsconfig.json'];
const STAMP = '.rem-stamp';

/** The folder a page was built to. */
export function pageFolder(root: string, app: string): string {
  return join(root, 'apps', app, 'dist');
}

/** Whether the built page is that of the sources as they are now. */
export function isBuilt(root: string, app: string): boolean {
  const stamp = join(pageFolder(root, app), STAMP);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(root, app);
}

/**
 * Builds a page with its own Vite configuration. The result takes the old one's place only when it is whole, so
 * that a server that runs, or a build that fails, never shows half a page.
 * @throws HostError `failed` with Vite's last words
 */
export async function buildPage(root: string, app: string, signal: AbortSignal): Promise<void> {
  const folder = join(root, 'apps', app);
  const draft = join(root, 'node_modules', '.cache', 'rem', `${app}-${process.pid}`);
  const old = `${draft}-old`;
  const hash = sourceHash(root, app);
  mkdirSync(draft, { recursive: true });
  try {
    await vite(folder, draft, signal);
    writeFileSync(join(draft, STAMP), hash);
    const target = pageFolder(root, app);
    if (existsSync(target)) renameSync(target, old);
    renameSync(draft, target);
  } finally {
    for (const path of [draft, old]) rmSync(path, { recursive: true, force: true });
  }
}

async function vite(folder: string, outDir: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const args = ['build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  // Whatever this process runs in (tests say `test`): pages are built for people, small and fast.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(npmProgram('vite'), args, {
    ...{ cwd: folder, env, signal },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${chunk.toString()}`.slice(-4_000);
    });
  }
  const fail = (reason: string): void =>
    reject(new HostError('failed', `${folder} cannot be built: ${reason}\n${output.trim()}`));
  child.once('error', (error) => fail(error.message));
  child.once('close', (code) => (code === 0 ? resolve() : fail(`vite ended with ${code}`)));
  await promise;
}

/** Of everything that ends up in a page: two equal hashes are two equal pages. */
export function sourceHash(root: string, app: string): string {
  const hash = createHash('sha256');
  for (const path of sources(root, app)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function sources(root: string, app: string): string[] {
  const folders = [`apps/${app}`, ...SHARED];
  const isLeftOut = (name: string): boolean => /^(node_modules|dist|.*\.test\.tsx?)$/.test(name);
  return globSync(
    folders.map((folder) => (/\.json$/.test(folder) ? folder : `${folder}/**/*`)),
    { cwd: root, withFileTypes: true, exclude: (entry) => isLeftOut(entry.name) },
  )
    .filter((entry) => entry.isFile() && !isLeftOut(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
}
