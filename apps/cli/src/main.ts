import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodes, HostError } from '@rem/host';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ZodError } from 'zod';
import { checkCommand, type TestPart, testCommand, testParts } from './check/command.ts';
import { house, programVersion } from './house.ts';
import { runScript } from './script.ts';
import { startCommand } from './start/command.ts';
import { defaultPort, type StartOptions } from './start/options.ts';
import { Terminal } from './terminal.ts';

const program = new Command('rem')
  .description('Remote Expert Manager: connects a customer to the right expert by live video.')
  .version(programVersion())
  .helpOption('-h, --help', 'show this help')
  .showSuggestionAfterError()
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  ./rem start                        everything on this machine, with a demo bank to try
  ./rem start --port 9443 --no-demo  on another port, with an empty database
  ./rem test                         everything that proves it
  ./rem test unit                    only what needs nothing but npm packages
  ./rem <command> --help             more on a command

docs/guides/operator.md describes options, environment, data folder and exit codes.`,
  );

program
  .command('start')
  .description('start everything on this machine; Ctrl-C drains and stops it')
  .addOption(new Option('--data <dir>', 'folder that holds everything of this installation').env('REM_DATA'))
  .addOption(
    new Option('--port <number>', 'HTTPS port; 0 takes a free one')
      .env('REM_PORT')
      .argParser(parsePort)
      .default(defaultPort),
  )
  .addOption(
    new Option('--address <name>', 'name or address by which others reach this machine').env('REM_ADDRESS'),
  )
  .option('--no-demo', 'leave an empty database empty: no demo bank, no accounts')
  .addOption(
    new Option(
      '--demo-password <password>',
      'password of the demo accounts (default: a new one, shown once)',
    ).env('REM_DEMO_PASSWORD'),
  )
  .addOption(
    new Option('--media <engine>', 'what carries the calls')
      .env('REM_MEDIA')
      .choices(['embedded', 'janus'])
      .default('embedded'),
  )
  .option('--json', 'print one line of JSON when ready, and nothing else, on standard output', false)
  .addHelpText(
    'after',
    `
Examples:
  ./rem start --address rem.example.com   names the machine in certificate and links
  ./rem start --data /srv/rem --media janus
  REM_DATABASE_URL=postgresql://rem@db/rem ./rem start`,
  )
  .action(async (options: Omit<StartOptions, 'data'> & { data?: string }) => {
    await startCommand(house, { ...options, data: options.data ?? join(house.root, 'var') });
  });

program
  .command('check')
  .description('format, lint, types, boundaries, dead code, generated files, unit tests')
  .action(async () => {
    process.exitCode = await checkCommand();
  });

program
  .command('test')
  .argument('[part]', `only one part: ${testParts.join(', ')}`, parsePart)
  .description(
    'the checks, the tests with real peers and the stories in real browsers; installs what they need',
  )
  .action(async (part: TestPart | undefined) => {
    process.exitCode = await testCommand(part);
  });

program
  .command('bench')
  .argument('<name>', 'which one: see docs/benchmarks.md')
  .option('--json', 'one line of JSON instead of a table')
  .description('measure, each figure against a limit or a peer measured in the same run')
  .allowUnknownOption()
  .allowExcessArguments()
  .action(async (name: string, _options, command: Command) => {
    const script = join(house.root, 'bench', `${name}.ts`);
    if (!/^[\w-]+$/.test(name) || !existsSync(script))
      throw new HostError('usage', `there is no benchmark ${name}`);
    const json = command.opts<{ json?: boolean }>().json ? ['--json'] : [];
    process.exitCode = await runScript(script, [...command.args.slice(1), ...json]);
  });

program
  .command('screenshots')
  .description('draw every page in its main states into var/screenshots')
  .allowUnknownOption()
  .allowExcessArguments()
  .action(async (_options, command: Command) => {
    process.exitCode = await runScript(join(house.root, 'scripts', 'screenshots.ts'), command.args);
  });

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 0 to 65535.');
}

function parsePart(text: string): TestPart {
  const part = testParts.find((name) => name === text);
  if (part) return part;
  throw new InvalidArgumentError(`Choose one of ${testParts.join(', ')}.`);
}

/** Tells a failure to the person at the terminal, and to scripts by the exit code. */
function fail(error: unknown): number {
  // Commander has told it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  const terminal = new Terminal(process.stderr);
  if (error instanceof HostError) {
    terminal.error(error.message);
    return error.exitCode;
  }
  if (error instanceof ZodError) {
    terminal.error(
      `the environment is not right: ${error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
    return exitCodes.usage;
  }
  terminal.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.failed;
}

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = fail(error);
}
