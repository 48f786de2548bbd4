import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');

/** A small repository with the real launcher, whose `npm` is a script of the test. */
let root: string;
let bin: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rem-launch-'));
  bin = join(root, 'bin');
  mkdirSync(join(root, 'apps', 'cli', 'src'), { recursive: true });
  mkdirSync(bin);
  for (const file of ['rem', 'apps/cli/install.mjs']) cpSync(join(REPOSITORY, file), join(root, file));
  writeFileSync(join(root, 'apps/cli/src/main.ts'), 'console.log(JSON.stringify(process.argv.slice(2)));\n');
  writeLock('1.0.0');
  symlinkSync(process.execPath, join(bin, 'node'));
  program('npm', installs);
});
afterEach(() => rmSync(root, { recursive: true }));

/** What `npm ci` does, as far as it matters here: a package, a Node, the hidden lock file, and a line to count by. */
const installs = `
  [ "$1" = ci ] || exit 9
  echo ci >>calls
  rm -rf node_modules
  mkdir -p node_modules/.bin node_modules/flute
  ln -s ${process.execPath} node_modules/.bin/node
  echo '{}' >node_modules/flute/package.json
  cp package-lock.json node_modules/.package-lock.json`;

function program(name: string, body: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

function writeLock(version: string): void {
  const packages = {
    '': {},
    'node_modules/flute': { version },
    'node_modules/harp': { version, optional: true },
  };
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
}

/** Tools of the shell that `rem` uses, without the machine's own Node and npm. */
function bareTools(): string {
  const folder = join(root, 'tools');
  mkdirSync(folder);
  for (const name of ['sh', 'dirname', 'readlink', 'cksum', 'cat']) {
    const path = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(path, join(folder, name));
  }
  return folder;
}

function rem(path = `${bin}:/usr/bin:/bin`): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(join(root, 'rem'), ['start', '--json'], {
    encoding: 'utf8',
    env: { PATH: path },
  });
  return { status, stdout, stderr };
}

const installations = (): number => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n').length;

test('[LCH1] without Node.js it says which command helps', () => {
  const { status, stderr } = rem(bareTools());
  expect(status).toBe(1);
  expect(stderr).toBe('rem: Node.js 18 or newer is missing (on Debian: apt-get install nodejs npm)\n');
});

test('[LCH1] without npm it says which command helps', () => {
  const tools = bareTools();
  symlinkSync(process.execPath, join(tools, 'node'));
  const { status, stderr } = rem(tools);
  expect(status).toBe(1);
  expect(stderr).toContain('rem: npm is missing (on Debian: apt-get install nodejs npm)');
});

test('[LCH1] an old Node.js is told with its version', () => {
  rmSync(join(bin, 'node'));
  program('node', 'echo v16.20.2');
  const { status, stderr } = rem();
  expect(status).toBe(1);
  expect(stderr).toContain('rem: Node.js v16.20.2 is too old, 18 or newer is needed');
});

test('[LCH2] [LCH5] installs once, passes the arguments on, and says nothing on standard output', () => {
  for (const _time of [1, 2]) {
    const { status, stdout } = rem();
    expect(status).toBe(0);
    expect(stdout).toBe('["start","--json"]\n');
  }
  expect(installations()).toBe(1);
});

test('[LCH2] a changed lock file is installed again', () => {
  rem();
  writeLock('2.0.0');
  expect(rem().status).toBe(0);
  expect(installations()).toBe(2);
});

test('[LCH2] what npm has installed by itself is left as it is', () => {
  spawnSync(join(bin, 'npm'), ['ci'], { cwd: root });
  expect(rem().status).toBe(0);
  expect(installations()).toBe(1);
});

test('[LCH2] two launches at once install once', async () => {
  program('npm', `${installs}\n  i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done`);
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const codes = await Promise.all(
    [1, 2, 3].map(
      () =>
        new Promise((resolve) =>
          spawn(join(root, 'rem'), [], { env, stdio: 'ignore' }).once('exit', resolve),
        ),
    ),
  );
  expect(codes).toEqual([0, 0, 0]);
  expect(installations()).toBe(1);
});

test('[LCH2] where npm refuses the lock file for packages of other systems, it installs without changing it', () => {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const refuses = `if [ "$1" = ci ]; then echo 'npm error code EUSAGE' >&2; exit 1; fi; [ "$2" = --no-save ] || exit 8; set ci`;
  program('npm', `${refuses}\n${installs}`);
  expect(rem().status).toBe(0);
  expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).toBe(lock);
});

test.each([
  ['npm ERR! code ENOSPC', 'the disk is full'],
  ['npm error code EAI_AGAIN', 'the npm registry cannot be reached'],
  ['npm error code EACCES', 'this user may not write in'],
  ['npm error something else', 'npm failed'],
])('[LCH3] "%s" is told as "%s", and the next launch goes on', (output, sentence) => {
  program('npm', `echo '${output}' >&2; exit 1`);
  const { status, stdout, stderr } = rem();
  expect(status).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(output);
  expect(stderr).toContain(`the npm packages could not be installed: ${sentence}`);
  expect(existsSync(join(root, 'node_modules', '.rem-stamp'))).toBe(false);
  program('npm', installs);
  expect(rem().status).toBe(0);
});

test('[LCH4] a Node.js from npm that does not run is told', () => {
  program(
    'npm',
    `${installs}\n  rm node_modules/.bin/node; printf '#!/bin/sh\\nexit 1\\n' >node_modules/.bin/node; chmod +x node_modules/.bin/node`,
  );
  const { status, stderr } = rem();
  expect(status).toBe(1);
  expect(stderr).toContain('Node.js 24 from npm does not run here');
});

test('[LCH4] works by a link from elsewhere, with our Node first on the path', () => {
  writeFileSync(join(root, 'apps/cli/src/main.ts'), 'console.log(process.env.PATH.split(":")[0]);\n');
  mkdirSync(join(root, 'elsewhere'));
  symlinkSync('../rem', join(root, 'elsewhere', 'rem'));
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const { stdout } = spawnSync(join(root, 'elsewhere', 'rem'), [], { encoding: 'utf8', env });
  expect(stdout.trim()).toBe(join(root, 'node_modules', '.bin'));
});
