import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { startProcess, type TestProcess, until } from '@rem/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { identify } from '../process-identity.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..', '..');
const FIXTURE = join(import.meta.dirname, '..', '..', 'fixtures', 'postgres.ts');
const NOBODY = 65_534;
const root = process.getuid?.() === 0;
/** Whether some folder above the repository keeps other users out, as /root does on Debian. */
const repositoryIsClosed =
  spawnSync('setpriv', [
    ...['--reuid', `${NOBODY}`, '--clear-groups', '--', 'test', '-r', join(REPOSITORY, 'package.json')],
  ]).status !== 0;

let folder: string;
let running: TestProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rem-pg-'));
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const process of running) await process.stop(20_000);
  running = [];
  rmSync(folder, { recursive: true, force: true });
});

const ready = z.object({ pid: z.number(), socket: z.string(), listens: z.boolean() });

/** Starts the launcher of the fixture, under a wrapper, and waits until its PostgreSQL is ready. */
async function start(
  data: string,
  wrapper: readonly string[] = [],
  fixture = FIXTURE,
): Promise<{ launcher: TestProcess; pid: number; socket: string }> {
  const [program = '', ...args] = [...wrapper, process.execPath, fixture, data];
  const launcher = startProcess(program, args, { name: 'fixture' });
  running.push(launcher);
  const line = await launcher.waitForLine(/^\{/, 60_000);
  return { launcher, ...ready.parse(JSON.parse(line)) };
}

function uidOf(pid: number): number {
  return Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** Network sockets that the process itself holds: none of them may be PostgreSQL's. */
function listens(pid: number): string {
  return execFileSync('ss', ['-Hltnp'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`pid=${pid},`))
    .join('\n');
}

async function startsTwice(
  data: string,
  wrapper: readonly string[] = [],
  fixture = FIXTURE,
): Promise<number> {
  const first = await start(data, wrapper, fixture);
  const uid = uidOf(first.pid);
  expect(listens(first.pid)).toBe('');
  expect(statSync(first.socket).mode & 0o777).toBe(0o700);
  await first.launcher.stop(20_000);
  expect(identify(first.pid)).toBeUndefined();
  const again = await start(data, wrapper, fixture);
  await again.launcher.stop(20_000);
  return uid;
}

const asRoot = (): void => {
  test('[LCH40] [LCH41] PostgreSQL gets a user of its own', async () => {
    expect(await startsTwice(join(folder, 'data'))).not.toBe(0);
  });

  test('[LCH41] also where that user may not walk down to the data', async () => {
    mkdirSync(join(folder, 'closed'), { mode: 0o700 });
    expect(await startsTwice(join(folder, 'closed', 'data'))).not.toBe(0);
  });

  // PostgreSQL looks at its binaries by access(2), which has rules of its own: data in a closed folder worked while
  // a repository below /root did not.
  test('[LCH41] also where that user may not walk down to the binaries', async () => {
    if (repositoryIsClosed) {
      expect(await startsTwice(join(folder, 'data'))).not.toBe(0);
      return;
    }
    const closed = join(folder, 'closed');
    mkdirSync(join(closed, 'repository'), { recursive: true });
    chmodSync(closed, 0o700);
    const bind = 'mount --bind "$0" "$1" && shift && exec "$@"';
    const elsewhere = join(closed, 'repository');
    const inside = join(elsewhere, relative(REPOSITORY, FIXTURE));
    const wrapper = ['unshare', '--mount', 'sh', '-c', bind, REPOSITORY, elsewhere];
    expect(await startsTwice(join(folder, 'data'), wrapper, inside)).not.toBe(0);
  });

  // Below a closed folder, as /root is, no other user can run anything of ours.
  if (!repositoryIsClosed) {
    test('[LCH41] an ordinary user is PostgreSQL itself', async () => {
      mkdirSync(join(folder, 'data'));
      execFileSync('chown', [`${NOBODY}`, join(folder, 'data')]);
      const ids = ['--reuid', `${NOBODY}`, '--regid', `${NOBODY}`, '--clear-groups'];
      expect(await startsTwice(join(folder, 'data'), ['setpriv', ...ids, '--'])).toBe(NOBODY);
    });
  }
};

const asOrdinaryUser = (): void => {
  test('[LCH40] [LCH41] PostgreSQL runs as that user', async () => {
    expect(await startsTwice(join(folder, 'data'))).toBe(process.getuid?.());
  });
};

// Which of the two there is depends on who runs the tests.
if (root) describe('as root', asRoot);
else describe('as an ordinary user', asOrdinaryUser);

test('[LCH41] as the only user of a user namespace PostgreSQL gets a nested one', async () => {
  const wrapper = ['unshare', '--user', '--map-root-user', '--'];
  const possible = await startProcess('unshare', [...wrapper.slice(1), 'true']).exited;
  if (possible.code !== 0) {
    // Where the kernel makes no user namespaces (in a chroot, say) nobody can be in one.
    expect(possible.code).toBe(1);
    return;
  }
  await startsTwice(join(folder, 'data'), wrapper);
});

test('[LCH42] after kill -9 of PostgreSQL it runs again on the same data', async () => {
  const { launcher, pid } = await start(join(folder, 'data'));
  process.kill(pid, 'SIGKILL');
  const again = await until(() => launcher.lines.filter((line) => line.startsWith('{'))[1], {
    timeoutMs: 10_000,
  });
  expect(ready.parse(JSON.parse(again)).pid).not.toBe(pid);
});

test('[LCH24] [LCH42] after kill -9 of the launcher nothing is left, and the next start works', async () => {
  const { launcher, pid } = await start(join(folder, 'data'));
  await launcher.kill();
  const next = await start(join(folder, 'data'));
  expect(identify(pid)).toBeUndefined();
  expect(next.pid).not.toBe(pid);
});

test('[LCH42] a pid file whose number belongs to another process now stops nothing', async () => {
  const data = join(folder, 'data');
  const { launcher } = await start(data);
  await launcher.stop(20_000);
  const file = join(data, 'postgres', 'postmaster.pid');
  const owner = statSync(join(data, 'postgres'));
  writeFileSync(file, `${process.pid}\n${join(data, 'postgres')}\n1\n5432\n\n\n\nready\n`);
  if (root) execFileSync('chown', [`${owner.uid}:${owner.gid}`, file]);
  await start(data);
});

test('[LCH43] a path too long for a socket', async () => {
  const data = join(folder, 'x'.repeat(100));
  const { socket, launcher } = await start(data);
  expect(socket.startsWith(data)).toBe(false);
  expect(statSync(socket).mode & 0o777).toBe(0o700);
  await launcher.stop(20_000);
  rmSync(socket, { recursive: true });
});
