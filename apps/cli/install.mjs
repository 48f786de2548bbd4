// Brings node_modules in line with package-lock.json. Runs on the system's Node.js (18 or newer) before anything
// is installed, so: plain JavaScript, nothing but node: modules. All output goes to standard error, because
// standard output belongs to the command that follows (`./rem start --json`).
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The newest major version of Node.js that the program is written for. */
const NODE_MAJOR = 24;
/** The npm that installs where the system's Node.js is too old for the packages. */
const NPM_VERSION = '11.19.1';

const say = (text) => process.stderr.write(`rem: ${text}\n`);

/** What npm's errors mean to the person at the terminal. */
const causes = [
  [/ENOSPC/, 'the disk is full'],
  [/EACCES|EPERM|EROFS/, `this user may not write in ${root}`],
  [
    /ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/i,
    'the npm registry cannot be reached: check the network, or the proxy in npm_config_https_proxy',
  ],
  [/CERT|self.signed|SSL/i, "the npm registry's certificate is not trusted here: see NODE_EXTRA_CA_CERTS"],
  [/EINTEGRITY/, 'a package differs from what package-lock.json says; nothing of it was used'],
];

function packagesOf(path) {
  try {
    const entries = Object.entries(JSON.parse(readFileSync(path, 'utf8')).packages);
    return new Map(entries.filter(([name]) => name.includes('node_modules/')));
  } catch {
    return new Map();
  }
}

const wanted = packagesOf(join(root, 'package-lock.json'));

const glibc = process.report?.getReport().header.glibcVersionRuntime !== undefined;

/** Whether a package is for this system; one that names none is for every system. */
const fits = ({ os, cpu, libc }) =>
  (!os || os.includes(process.platform)) &&
  (!cpu || cpu.includes(process.arch)) &&
  (!libc || libc.includes(glibc ? 'glibc' : 'musl'));

/** The packages this machine needs: all that must be, and of the optional ones those made for this system. */
const needed = [...wanted].filter(([, entry]) => fits(entry) && (!entry.optional || entry.os || entry.cpu));

/** Whether npm itself (say, a developer's `npm install`) left exactly what the lock file asks for. */
function alreadyThere() {
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  return (
    needed.every(([name]) => present.has(name) && existsSync(join(root, name))) &&
    [...present].every(([name, entry]) => wanted.get(name)?.version === entry.version)
  );
}

/** Says how far the install is: in place on a terminal, every 15 s elsewhere. */
function showProgress() {
  const started = Date.now();
  const terminal = process.stderr.isTTY === true;
  const timer = setInterval(
    () => {
      const done = needed.filter(([name]) => existsSync(join(root, name, 'package.json'))).length;
      const seconds = Math.round((Date.now() - started) / 1000);
      const text = `  ${done} of ${needed.length} npm packages (${seconds} s)`;
      process.stderr.write(terminal ? `\r\x1b[K${text}` : `${text}\n`);
    },
    terminal ? 500 : 15_000,
  );
  return () => {
    clearInterval(timer);
    if (terminal) process.stderr.write('\r\x1b[K');
  };
}

/**
 * npm leaves out optional packages that do not want the Node.js it runs on, and with them the native parts of the
 * build tools, which all want a newer one than Debian's. There npm is run on the Node.js of the lock file.
 */
function npmCommand() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return [];
  const node = `node@${wanted.get('node_modules/node')?.version ?? NODE_MAJOR}`;
  return ['exec', '--yes', `--package=${node}`, `--package=npm@${NPM_VERSION}`, '--', 'npm'];
}

/** @param command `ci`, or `install --no-save`, which changes neither package.json nor the lock file */
function npm(...command) {
  return new Promise((resolve) => {
    const flags = [
      ...npmCommand(),
      ...command,
      '--no-audit',
      '--no-fund',
      '--no-update-notifier',
      '--loglevel=error',
      '--include=dev',
    ];
    const child = spawn('npm', flags, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function ownNode() {
  const path = join(root, 'node_modules', '.bin', 'node');
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return (stdout ?? '').trim();
}

const ownNodeWorks = () => ownNode().startsWith(`v${NODE_MAJOR}.`);

if (!(alreadyThere() && ownNodeWorks())) {
  say(`installing ${needed.length} npm packages into node_modules (once; a minute or two)`);
  const hide = showProgress();
  let { code, output } = await npm('ci');
  // npm 11 refuses a lock file that lacks optional packages for other systems, which a registry mirror may not have.
  if (code !== 0 && /EUSAGE/.test(output)) ({ code, output } = await npm('install', '--no-save'));
  hide();
  if (code !== 0) {
    const cause = causes.find(([pattern]) => pattern.test(output))?.[1] ?? 'npm failed';
    process.stderr.write(`${output.trim().split('\n').slice(-15).join('\n')}\n`);
    say(`the npm packages could not be installed: ${cause}. Run the same command again to go on.`);
    process.exit(1);
  }
  const missing = needed.filter(([name]) => !existsSync(join(root, name))).map(([name]) => name);
  if (missing.length > 0) {
    say(`npm left out packages that this system needs: ${missing.join(', ')}`);
    process.exit(1);
  }
  if (!ownNodeWorks()) {
    say(
      `Node.js ${NODE_MAJOR} from npm does not run here (${ownNode() || 'no answer'} from node_modules/.bin/node): ` +
        `this system needs to be Linux on x64 or arm64 with glibc 2.28 or newer.`,
    );
    process.exit(1);
  }
  say('npm packages installed');
}
