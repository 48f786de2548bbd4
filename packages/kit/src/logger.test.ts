import { describe, expect, test } from 'vitest';
import { createLogger } from './logger.ts';

/** A logger and the lines it wrote so far. */
function recording(level?: 'debug' | 'info') {
  const lines: string[] = [];
  const logger = createLogger('test', level, { write: (line) => void lines.push(line) });
  return { logger, lines };
}

describe('secrets never reach a line', () => {
  const secrets = ['password', 'secret', 'ticket', 'token', 'code', 'cookie', 'authorization'];
  const depths: [string, (key: string) => object][] = [
    ['at the top', (key) => ({ [key]: 'hunter2' })],
    ['one level down', (key) => ({ body: { [key]: 'hunter2' } })],
    ['two levels down', (key) => ({ request: { headers: { [key]: 'hunter2' } } })],
  ];
  for (const [where, wrap] of depths) {
    test.each(secrets)(`%s, ${where}`, (key) => {
      const { logger, lines } = recording();
      logger.info(wrap(key), 'signed in');
      expect(lines).toHaveLength(1);
      expect(lines[0]).not.toContain('hunter2');
      expect(lines[0]).toContain('[hidden]');
    });
  }
});

test('a line is one JSON object with the name of the process and the message', () => {
  const { logger, lines } = recording();
  logger.info({ sessionId: 's-1' }, 'session started');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    name: 'test',
    sessionId: 's-1',
    msg: 'session started',
  });
});

test('what is not secret stays as it was', () => {
  const { logger, lines } = recording();
  logger.info({ service: { id: 'mortgage', level: 3 } }, 'x');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ service: { id: 'mortgage', level: 3 } });
});

test('debug lines are written only at level debug', () => {
  const quiet = recording();
  quiet.logger.debug('detail');
  expect(quiet.lines).toEqual([]);
  const talkative = recording('debug');
  talkative.logger.debug('detail');
  expect(talkative.lines).toHaveLength(1);
});
