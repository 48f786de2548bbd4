import { expect, test } from 'vitest';
import { errorCatalogue, RemError, wireError } from './mod.ts';

test('[PRO3] every row has a sentence, an HTTP status, and a close code in the private range if any', () => {
  for (const [code, row] of Object.entries(errorCatalogue)) {
    expect(code).toMatch(/^[a-z_]+$/);
    expect(row.message).toMatch(/^[A-Z].*\.$/);
    expect(row.status).toBeGreaterThanOrEqual(400);
    expect(row.status).toBeLessThan(600);
    if ('close' in row) expect(row.close).toBeGreaterThanOrEqual(4000);
  }
});

test('[PRO3] an error survives the wire', () => {
  const wire = new RemError('conflict', 'version').toWire();
  expect(wireError.parse(wire)).toEqual(wire);
  expect(RemError.fromWire(wire)).toMatchObject({ code: 'conflict', detail: 'version', retryable: true });
});

test('[PRO3] what is not in the catalogue becomes internal, keeps its cause and tells nothing of it', () => {
  const error = RemError.from(new Error('password of the database'));
  expect(error.code).toBe('internal');
  expect(error.cause).toBeInstanceOf(Error);
  expect(JSON.stringify(error.toWire())).not.toContain('password');
});
