import type { House } from '../house.ts';
import { Terminal } from '../terminal.ts';
import { Launch } from './launch.ts';
import { readEnvironment, type StartOptions } from './options.ts';
import { readyLine, showReady } from './report.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * `rem start`: resolves when everything has been stopped again by a signal. The first signal drains, a second one
 * ends at once.
 * @throws HostError when the start fails; by then everything is stopped
 */
export async function startCommand(house: House, options: StartOptions): Promise<void> {
  const terminal = new Terminal(options.json ? process.stderr : process.stdout);
  const launch = new Launch(house, options, readEnvironment(process.env), terminal);
  const { promise: stopAsked, resolve: askStop } = Promise.withResolvers<'stop'>();
  let asked = 0;
  const onSignal = (): void => {
    asked += 1;
    if (asked > 1) {
      launch.kill();
      return;
    }
    terminal.step('stopping (once more: at once)');
    askStop('stop');
  };
  for (const signal of STOP_SIGNALS) process.on(signal, onSignal);
  try {
    const started = launch.start();
    // A stop during the start makes it fail, which is no error then.
    started.catch(() => {});
    const first = await Promise.race([started, stopAsked]);
    if (first !== 'stop') {
      if (options.json) process.stdout.write(`${readyLine(first)}\n`);
      else showReady(terminal, first, process.uptime());
      await stopAsked;
    }
  } finally {
    await launch.stop();
    for (const signal of STOP_SIGNALS) process.off(signal, onSignal);
  }
  terminal.done('stopped');
}
