import { flows } from '@rem/ports';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

type Interfaces = Parameters<typeof readConfig>[1];

function address(value: string, internal: boolean, family: 'IPv4' | 'IPv6' = 'IPv4') {
  return { address: value, internal, family, netmask: '', mac: '', cidr: null, scopeid: 0 };
}

const interfaces: Interfaces = {
  lo: [address('127.0.0.1', true)],
  eth0: [address('fe80::1', false, 'IPv6'), address('192.0.2.7', false)],
};
const REM_MEDIA_SOCKET = '/run/rem/media.sock';

test('[MED30] defaults: the first address that is not loopback, and the ports of the catalogue', () => {
  expect(readConfig({ REM_MEDIA_SOCKET }, interfaces)).toEqual({
    socketPath: REM_MEDIA_SOCKET,
    address: '192.0.2.7',
    ports: flows.media.port,
  });
  expect(readConfig({ REM_MEDIA_SOCKET }, {}).address).toBe('127.0.0.1');
});

test('[MED30] what is set is taken', () => {
  const config = readConfig(
    { REM_MEDIA_SOCKET, REM_MEDIA_ADDRESS: '127.0.0.1', REM_MEDIA_PORTS: '20000-20099' },
    interfaces,
  );
  expect(config).toMatchObject({ address: '127.0.0.1', ports: [20_000, 20_099] });
});

test.each([
  [{}, /REM_MEDIA_SOCKET is missing/],
  [{ REM_MEDIA_SOCKET, REM_MEDIA_ADDRESS: 'here' }, /no IP address/],
  [{ REM_MEDIA_SOCKET, REM_MEDIA_ADDRESS: '198.51.100.1' }, /this machine does not have .*192\.0\.2\.7/],
  [{ REM_MEDIA_SOCKET, REM_MEDIA_PORTS: '20000' }, /must be first-last/],
  [{ REM_MEDIA_SOCKET, REM_MEDIA_PORTS: '20001-20000' }, /must be first-last/],
  [{ REM_MEDIA_SOCKET, REM_MEDIA_PORTS: '60000-70000' }, /must be first-last/],
  [{ REM_MEDIA_SOCKET, REM_MEDIA_PORTS: '80-90' }, /must be first-last/],
])('[MED30] %j is refused in words', (environment, words) => {
  expect(() => readConfig(environment, interfaces)).toThrow(ConfigError);
  expect(() => readConfig(environment, interfaces)).toThrow(words);
});
