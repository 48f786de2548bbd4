import { ManualClock } from '@rem/kit';
import { RemError } from '@rem/protocol';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, it } from 'vitest';
import type { App } from '../http/types.ts';
import { type HealthDeps, registerHealth } from './routes.ts';

async function ready(deps: Partial<HealthDeps>, clock = new ManualClock()) {
  const app = Fastify() as unknown as App; // without TLS: requests are injected
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  registerHealth(app, { database: { ping: async () => {} }, checks: {}, clock, ...deps });
  const asked = app.inject({ url: '/health/ready' });
  return { app, asked };
}

describe('health', () => {
  it('is ready when the database and everything else answer', async () => {
    const { asked } = await ready({ checks: { media: () => null } });
    const answer = await asked;
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      status: 'ready',
      checks: { database: { ok: true }, media: { ok: true } },
    });
  });

  it('is not ready with a reason, and tells nothing of the inside', async () => {
    const { asked } = await ready({
      database: { ping: () => Promise.reject(new RemError('unavailable', 'postgresql://rem:secret@db')) },
      checks: {
        media: () => 'the media engine is away',
        draining: () => {
          throw new Error('secret');
        },
      },
    });
    const answer = await asked;
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      status: 'not_ready',
      checks: {
        database: { ok: false, reason: 'cannot be asked' },
        media: { ok: false, reason: 'the media engine is away' },
        draining: { ok: false, reason: 'cannot be asked' },
      },
    });
    expect(answer.body).not.toContain('secret');
  });

  it('does not wait for who does not answer, and leaves no timer', async () => {
    const clock = new ManualClock();
    const asking = Promise.withResolvers<void>();
    const { asked } = await ready(
      {
        checks: {
          media: () => {
            asking.resolve();
            return new Promise<null>(() => {});
          },
        },
      },
      clock,
    );
    await asking.promise;
    await Promise.resolve();
    clock.advance(2_000);
    expect((await asked).json().checks.media).toEqual({ ok: false, reason: 'does not answer' });
    expect(clock.pending).toBe(0);
  });
});
