import { execFile } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The address that media of tests uses: WebRTC needs one that is not loopback. */
export const PRIVATE_ADDRESS = '10.99.0.1';
/** A second address in the same network, for a peer that must be told apart (a TURN server). */
export const PRIVATE_PEER_ADDRESS = '10.99.0.2';

const INTERFACE = 'rem0';
const INTERFACE_PEER = 'rem1';
const TABLE = 'rem_tests';

/**
 * Wraps a command so that it runs in a network namespace of its own: real port numbers can be bound, packets can
 * be dropped, and nothing leaves. Without root a user namespace gives the right to that; the user id and with it
 * the right to start PostgreSQL stay as they are. As root no user namespace is made: inside a chroot the kernel
 * refuses it.
 */
export function privateNetworkCommand(argv: readonly string[], uid = process.getuid?.() ?? 0): string[] {
  const rights = uid === 0 ? [] : ['--user', '--map-current-user', '--keep-caps'];
  return ['unshare', ...rights, '--net', '--', ...argv];
}

/**
 * Makes the namespace usable: loopback up, and a pair of interfaces with `PRIVATE_ADDRESS` and
 * `PRIVATE_PEER_ADDRESS`. Idempotent, also when several workers call it at once.
 * @throws when this process is not in a network namespace made by `privateNetworkCommand`
 */
export async function setUpPrivateNetwork(): Promise<void> {
  requirePrivateNetwork();
  await ip('link', 'set', 'lo', 'up');
  await ip('link', 'add', INTERFACE, 'type', 'veth', 'peer', 'name', INTERFACE_PEER).catch(ignoreExisting);
  for (const address of [PRIVATE_ADDRESS, PRIVATE_PEER_ADDRESS]) {
    await ip('addr', 'add', `${address}/24`, 'dev', INTERFACE).catch(ignoreExisting);
  }
  for (const name of [INTERFACE, INTERFACE_PEER]) await ip('link', 'set', name, 'up');
}

function requirePrivateNetwork(): void {
  const foreign = Object.entries(networkInterfaces()).find(
    ([name, addresses]) => !name.startsWith('rem') && addresses?.some((address) => !address.internal),
  );
  if (!foreign) return;
  throw new Error(
    `these tests change the network and need one of their own (here is ${foreign[0]}): ` +
      'run them by `./rem test peers` or `./rem test e2e`',
  );
}

export interface UdpRule {
  /** Only packets from this address. */
  readonly from?: string;
  /** Only packets to this address. */
  readonly to?: string;
  /** Only packets to these ports: one, or first and last. */
  readonly toPorts?: number | readonly [first: number, last: number];
  /** Only packets from these ports: one, or first and last. */
  readonly fromPorts?: number | readonly [first: number, last: number];
  /** Share of the packets to drop in percent; default all of them. */
  readonly percent?: number;
}

let rules = 0;

/** Drops UDP packets on their way in until the returned function is called (idempotent). */
export async function dropUdp(rule: UdpRule = {}): Promise<() => Promise<void>> {
  rules += 1;
  // A chain a rule: to remove it needs no handle that would have to be parsed out of nft's text.
  const chain = `drop_${process.pid}_${rules}`;
  await nft(
    `add table inet ${TABLE}`,
    `add chain inet ${TABLE} ${chain} { type filter hook input priority 0 ; policy accept ; }`,
    `add rule inet ${TABLE} ${chain} ${udpMatch(rule)} drop`,
  );
  let removed = false;
  return async () => {
    if (removed) return;
    removed = true;
    await nft(`delete chain inet ${TABLE} ${chain}`);
  };
}

function udpMatch(rule: UdpRule): string {
  const range = (ports: number | readonly [number, number]): string =>
    typeof ports === 'number' ? String(ports) : `${ports[0]}-${ports[1]}`;
  return [
    rule.from === undefined ? '' : `ip saddr ${rule.from}`,
    rule.to === undefined ? '' : `ip daddr ${rule.to}`,
    'meta l4proto udp',
    rule.fromPorts === undefined ? '' : `udp sport ${range(rule.fromPorts)}`,
    rule.toPorts === undefined ? '' : `udp dport ${range(rule.toPorts)}`,
    rule.percent === undefined ? '' : `numgen random mod 100 < ${Math.round(rule.percent)}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

async function ip(...args: string[]): Promise<void> {
  await execute('ip', args);
}

async function nft(...commands: string[]): Promise<void> {
  await execute('nft', [commands.join('; ')]);
}

function ignoreExisting(error: unknown): void {
  if (error instanceof Error && /File exists|already assigned/i.test(error.message)) return;
  throw error;
}
