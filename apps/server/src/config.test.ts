import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flows } from '@rem/ports';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'rem-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const pem = join(folder, 'a.pem');
const noPem = join(folder, 'b.pem');
writeFileSync(pem, '-----BEGIN SOMETHING-----\n');
writeFileSync(noPem, 'hello\n');

const least = {
  REM_DATABASE_URL: 'postgresql://localhost/rem',
  REM_TLS_CERT: pem,
  REM_TLS_KEY: pem,
  REM_SESSION_SECRET: 's'.repeat(32),
  REM_DATA: folder,
};

function wrong(env: Record<string, string>): string {
  try {
    readConfig({ ...least, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('the server’s settings', () => {
  it('have defaults for all but the database, the certificate and the secret', () => {
    const config = readConfig(least);
    expect(config.port).toBe(flows.api.port);
    expect(config.media).toEqual({ kind: 'embedded', dataFolder: folder, socketPath: null });
    expect(config).toMatchObject({ turn: null, brand: 'Remote Expert', logLevel: 'info', embedParents: [] });
    expect(config.connectionsPerAddress).toBe(300);
    expect(config.pages.reic).toMatch(/apps\/interactive-controller\/dist$/);
  });

  it('are read', () => {
    const config = readConfig({
      ...least,
      REM_PORT: '9443',
      REM_MEDIA: 'janus',
      REM_JANUS_SECRET: 'a',
      REM_JANUS_ADMIN_KEY: 'b',
      REM_TURN_URLS: 'turn:relay.example:3478?transport=udp, turns:relay.example:5349',
      REM_TURN_SECRET: 'c',
      REM_EMBED_PARENTS: 'https://desk.example.com,https://crm.example.com:8443',
      REM_BRAND_NAME: '',
    });
    expect(config.port).toBe(9443);
    expect(config.media).toMatchObject({
      kind: 'janus',
      apiSecret: 'a',
      adminKey: 'b',
      memoryFile: expect.stringMatching(/janus-session\.json$/),
    });
    expect(config.turn?.urls).toEqual(['turn:relay.example:3478?transport=udp', 'turns:relay.example:5349']);
    expect(config.embedParents).toEqual(['https://desk.example.com', 'https://crm.example.com:8443']);
    expect(config.brand).toBe('Remote Expert');
  });

  it.each([
    [{ REM_DATABASE_URL: '' }, 'REM_DATABASE_URL is missing.'],
    [{ REM_DATABASE_URL: 'mysql://x' }, 'REM_DATABASE_URL must begin with postgresql://.'],
    [{ REM_PORT: 'eighty' }, 'REM_PORT must be a port number.'],
    [{ REM_PORT: '65536' }, 'REM_PORT must be a port number.'],
    [{ REM_SESSION_SECRET: 'short' }, 'REM_SESSION_SECRET must have at least 32 characters.'],
    [{ REM_MEDIA: 'zoom' }, 'REM_MEDIA must be embedded or janus.'],
    [{ REM_MEDIA: 'janus' }, 'REM_JANUS_SECRET is missing: REM_MEDIA is janus.'],
    [{ REM_TURN_URLS: 'turn:a' }, 'REM_TURN_SECRET is missing: REM_TURN_URLS is set.'],
    [
      { REM_TURN_URLS: 'http://a', REM_TURN_SECRET: 'x' },
      'REM_TURN_URLS each must begin with turn: or turns:.',
    ],
    [
      { REM_EMBED_PARENTS: 'https://a.example/path' },
      'REM_EMBED_PARENTS each must be an origin such as https://desk.example.com.',
    ],
    [{ REM_TLS_CERT: join(folder, 'none') }, 'REM_TLS_CERT: the file cannot be read (ENOENT).'],
    [{ REM_TLS_KEY: noPem }, 'REM_TLS_KEY: the file holds no PEM text.'],
    [{ REM_CONNECTIONS_PER_ADDRESS: '0' }, 'REM_CONNECTIONS_PER_ADDRESS must be at least 1.'],
  ])('that are wrong are named in a sentence: %j', (env, sentence) => {
    expect(wrong(env)).toBe(sentence);
  });

  it('never repeat a secret', () => {
    expect(wrong({ REM_SESSION_SECRET: 'hunter2' })).not.toContain('hunter2');
  });
});
