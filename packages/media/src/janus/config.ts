import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface JanusConfigOptions {
  /** The folder to fill; made with mode 0700 when it is not there. */
  readonly folder: string;
  /** Of the WebSocket API, on loopback. */
  readonly port: number;
  /** The address that goes into candidates, the only one media is taken on. */
  readonly address: string;
  /** UDP ports for media, both ends included. */
  readonly ports: readonly [first: number, last: number];
  readonly apiSecret: string;
  readonly adminKey: string;
  /** Secret of the admin API, which no transport offers; only there so that Janus' default is not. */
  readonly adminSecret: string;
  /** The program; default `janus`. */
  readonly program?: string;
  /** Where Janus' plugins and transports are; default: as built, which is Debian's folder. */
  readonly libraries?: string;
}

/** How to start Janus with the configuration that was written. */
export interface JanusCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** For `createJanusEngine`. */
  readonly url: string;
}

/** What else Debian installs; a name that is not there does no harm. */
const OTHERS = {
  transports: ['http', 'mqtt', 'nanomsg', 'pfunix', 'rabbitmq'],
  plugins: [
    ...['audiobridge', 'duktape', 'echotest', 'lua', 'nosip', 'recordplay', 'sip', 'streaming', 'textroom'],
    ...['videocall', 'voicemail'],
  ],
  events: ['gelfevh', 'mqttevh', 'nanomsgevh', 'rabbitmqevh', 'sampleevh', 'wsevh'],
};

/**
 * Writes a complete configuration for a Janus of ours alone: the WebSocket API on loopback with a secret, the
 * videoroom plugin with string ids and a key for making rooms, nothing else loaded. Janus of Debian 12 (1.1.2) has
 * known faults that later releases fixed: nothing but media may reach it from outside.
 */
export async function janusConfig(options: JanusConfigOptions): Promise<JanusCommand> {
  const { folder, port } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  const files = {
    'janus.jcfg': coreConfig(options),
    'janus.transport.websockets.jcfg': [
      section('general', {
        json: 'compact',
        ws: true,
        ws_port: port,
        ws_ip: '127.0.0.1',
        wss: false,
        pingpong_trigger: 10,
        pingpong_timeout: 5,
      }),
      section('admin', { admin_ws: false, admin_wss: false }),
    ].join(''),
    'janus.plugin.videoroom.jcfg': section('general', {
      admin_key: options.adminKey,
      lock_rtp_forward: true,
      string_ids: true,
      events: false,
    }),
  };
  for (const [name, text] of Object.entries(files))
    await writeFile(join(folder, name), text, { mode: 0o600 });
  return {
    command: options.program ?? 'janus',
    args: [
      '--config',
      join(folder, 'janus.jcfg'),
      '--configs-folder',
      folder,
      '--log-stdout',
      '--disable-colors',
    ],
    url: `ws://127.0.0.1:${port}`,
  };
}

function coreConfig(options: JanusConfigOptions): string {
  const { folder, libraries, ports } = options;
  const disabled = (names: readonly string[]): string => names.map((name) => `libjanus_${name}.so`).join(',');
  return [
    section('general', {
      configs_folder: folder,
      ...(libraries === undefined
        ? {}
        : { plugins_folder: join(libraries, 'plugins'), transports_folder: join(libraries, 'transports') }),
      debug_level: 3,
      debug_timestamps: false,
      debug_colors: false,
      api_secret: options.apiSecret,
      admin_secret: options.adminSecret,
      server_name: 'rem',
      session_timeout: 60,
      reclaim_session_timeout: 30,
    }),
    // Packets are kept long enough for a receiver that asks a second time.
    section('media', { rtp_port_range: `${ports[0]}-${ports[1]}`, min_nack_queue: 500 }),
    section('nat', { ice_enforce_list: options.address, ignore_mdns: true, nice_debug: false }),
    section('plugins', { disable: disabled(OTHERS.plugins) }),
    section('transports', { disable: disabled(OTHERS.transports) }),
    section('loggers', { disable: disabled(['jsonlog']) }),
    section('events', { disable: disabled(OTHERS.events), broadcast: false }),
  ].join('\n');
}

/** One section of libconfig's format, whose strings are written like those of JSON as long as they are ASCII. */
function section(name: string, values: Readonly<Record<string, string | number | boolean>>): string {
  const lines = Object.entries(values).map(([key, value]) => {
    if (typeof value === 'string' && !/^[ -~]*$/.test(value)) {
      throw new Error(`${key}: only printable ASCII can stand in the configuration of Janus`);
    }
    return `  ${key} = ${JSON.stringify(value)}\n`;
  });
  return `${name}: {\n${lines.join('')}}\n`;
}
