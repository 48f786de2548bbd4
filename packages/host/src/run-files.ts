import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { endProcess, isRunning, type ProcessIdentity, processIdentity } from './process-identity.ts';

const records = z.record(
  z.string(),
  processIdentity.extend({ stopSignal: z.enum(['SIGTERM', 'SIGINT']).default('SIGTERM') }),
);

export type ChildRecords = Readonly<
  Record<string, ProcessIdentity & { readonly stopSignal: 'SIGTERM' | 'SIGINT' }>
>;

/**
 * Keeps two files about the children current: `children.json` (`{"server": 123}`) for people and scripts, and
 * `processes.json` with the full identities, by which a later launcher ends what a killed one left.
 */
export class RunFiles {
  readonly #folder: string;

  /** @param folder the data folder's `run` */
  constructor(folder: string) {
    this.#folder = folder;
  }

  write(children: ChildRecords): void {
    const pids = Object.fromEntries(Object.entries(children).map(([name, { pid }]) => [name, pid]));
    this.#replace('processes.json', children);
    this.#replace('children.json', pids);
  }

  /** Ends every child of a killed launcher that still runs, the last started first; returns their names. */
  async endLeftovers(graceMs: number): Promise<string[]> {
    const ended: string[] = [];
    for (const [name, record] of Object.entries(this.#read()).reverse()) {
      if (!isRunning(record)) continue;
      ended.push(name);
      await endProcess(record, { signal: record.stopSignal, graceMs });
    }
    this.remove();
    return ended;
  }

  remove(): void {
    for (const name of ['processes.json', 'children.json']) rmSync(join(this.#folder, name), { force: true });
  }

  #read(): ChildRecords {
    try {
      return records.parse(JSON.parse(readFileSync(join(this.#folder, 'processes.json'), 'utf8')));
    } catch {
      return {};
    }
  }

  #replace(name: string, content: unknown): void {
    const path = join(this.#folder, name);
    writeFileSync(`${path}.new`, `${JSON.stringify(content)}\n`);
    renameSync(`${path}.new`, path);
  }
}
