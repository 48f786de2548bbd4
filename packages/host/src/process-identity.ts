import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/**
 * A process that cannot be mistaken for a later one with the same number: pid and start time in clock ticks since
 * boot (field 22 of /proc/PID/stat), with the id of that boot.
 */
export const processIdentity = z.object({
  pid: z.number().int().positive(),
  startTime: z.string(),
  boot: z.string(),
});

export type ProcessIdentity = z.infer<typeof processIdentity>;

/** How often a process that is not our child is looked at while we wait for its end, in ms. */
const POLL = 25;

/** The identity of a running process; undefined when there is none of that number, or only its corpse. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  if (!stat || stat.state === 'Z' || stat.state === 'X') return undefined;
  return { pid, startTime: stat.startTime, boot: bootId() };
}

export function isRunning(identity: ProcessIdentity): boolean {
  const now = identify(identity.pid);
  return now?.startTime === identity.startTime && now.boot === identity.boot;
}

export interface EndOptions {
  /** Default SIGTERM. */
  readonly signal?: NodeJS.Signals;
  /** How long the process may take before SIGKILL, in ms. */
  readonly graceMs: number;
}

/** Ends a process that another launcher left behind: exactly this one, never one that took its number. */
export async function endProcess(identity: ProcessIdentity, options: EndOptions): Promise<void> {
  if (!isRunning(identity)) return;
  sendSignal(identity.pid, options.signal ?? 'SIGTERM');
  if (await endsWithin(identity, options.graceMs)) return;
  sendSignal(identity.pid, 'SIGKILL');
  await endsWithin(identity, 5_000);
}

async function endsWithin(identity: ProcessIdentity, ms: number): Promise<boolean> {
  const deadline = performance.now() + ms;
  while (isRunning(identity)) {
    if (performance.now() >= deadline) return false;
    await delay(POLL);
  }
  return true;
}

/** Sends a signal; false when the process (or the group, for a negative number) is gone already. */
export function sendSignal(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

function readStat(pid: number): { state: string; startTime: string } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field, the name in brackets, may itself hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTime: fields[19] ?? '' };
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
