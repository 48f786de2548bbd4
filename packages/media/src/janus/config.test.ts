import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { janusConfig } from './config.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'rem-janus-')), 'conf');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const options = {
  ...{ port: 8_188, address: '192.0.2.7', ports: [20_000, 20_999] as const },
  ...{ apiSecret: 'say "friend"', adminKey: 'key', adminSecret: 'never used' },
};

test('[MED60] Janus is reached on loopback only, with a secret, and loads nothing but what is used', async () => {
  const { command, args, url } = await janusConfig({ ...options, folder });
  expect(url).toBe('ws://127.0.0.1:8188');
  expect(command).toBe('janus');
  expect(args.slice(0, 4)).toEqual(['--config', join(folder, 'janus.jcfg'), '--configs-folder', folder]);
  const [core, room, transport] = await Promise.all(
    ['janus.jcfg', 'janus.plugin.videoroom.jcfg', 'janus.transport.websockets.jcfg'].map((name) =>
      readFile(join(folder, name), 'utf8'),
    ),
  );
  expect(core).toContain('api_secret = "say \\"friend\\""');
  expect(core).toContain('rtp_port_range = "20000-20999"');
  expect(core).toContain('ice_enforce_list = "192.0.2.7"');
  expect(core).toMatch(/plugins: \{\n {2}disable = ".*libjanus_sip\.so.*"/);
  expect(core).not.toMatch(/disable = ".*(videoroom|websockets)/);
  expect(room).toContain('admin_key = "key"');
  expect(room).toContain('string_ids = true');
  expect(transport).toContain('ws_ip = "127.0.0.1"');
  expect(transport).toContain('admin_ws = false');
});

test('[MED60] the folder and its secrets are for this user only', async () => {
  await janusConfig({ ...options, folder });
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(folder)) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
});

test('[MED60] a secret that the configuration’s format cannot hold is refused', async () => {
  await expect(janusConfig({ ...options, folder, apiSecret: 'a\nb' })).rejects.toThrow(/api_secret/);
});
