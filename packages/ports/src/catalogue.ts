/** How a flow's port is given: one number, or a range both ends of which belong to it. */
export type PortSpec = number | readonly [first: number, last: number];

/** One declared network flow. Row ids are for good: they are what firewalls and people refer to. */
export interface Flow {
  /** Seed row (`T2.1`) or ours (`T8.1`). */
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly transport: 'tcp' | 'udp';
  readonly port: PortSpec;
  /** Environment variable that changes the default. */
  readonly configuredBy: string;
  readonly purpose: string;
}

/** Every port that something of ours listens on or connects to. No port number stands anywhere else. */
export const flows = {
  api: {
    id: 'T2.1',
    from: 'browser, kiosk',
    to: 'REM server',
    transport: 'tcp',
    port: 8443,
    configuredBy: 'REM_PORT',
    purpose: 'Pages, REST and WebSocket, over TLS',
  },
  database: {
    id: 'T1.2',
    from: 'REM server',
    to: 'PostgreSQL',
    transport: 'tcp',
    port: 5432,
    configuredBy: 'REM_DATABASE_URL',
    purpose: 'Database; the embedded one listens on a local socket only',
  },
  media: {
    id: 'T8.1',
    from: 'browser, kiosk',
    to: 'media engine',
    transport: 'udp',
    port: [16384, 32767],
    configuredBy: 'REM_MEDIA_PORTS',
    purpose: 'WebRTC media (DTLS-SRTP)',
  },
  janus: {
    id: 'T8.2',
    from: 'REM server',
    to: 'Janus',
    transport: 'tcp',
    port: 8188,
    configuredBy: 'REM_JANUS_URL',
    purpose: 'WebSocket API of Janus, loopback only',
  },
  turn: {
    id: 'T8.3',
    from: 'browser, kiosk',
    to: 'TURN server',
    transport: 'udp',
    port: 3478,
    configuredBy: 'REM_TURN_URLS',
    purpose: 'Relayed media where the direct path is blocked; TURN over TCP uses the same number',
  },
} as const satisfies Record<string, Flow>;
