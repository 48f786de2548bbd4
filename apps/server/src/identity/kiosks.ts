import type { Bus } from '@rem/bus';
import type { Clock } from '@rem/kit';
import { enrolBody, enrolCode, id, label, RemError, restPrefix } from '@rem/protocol';
import type { Store } from '@rem/store';
import { z } from 'zod';
import { answers, idParams, nothing } from '../http/answers.ts';
import type { Limiters } from '../http/limits.ts';
import type { App } from '../http/types.ts';
import { by } from './by.ts';
import { endedKioskCookie, kioskCookie } from './cookies.ts';
import { hashOf, hashOfCode, newEnrolCode, newToken } from './tokens.ts';

export interface KioskRoutes {
  readonly store: Pick<Store, 'kiosks' | 'directory'>;
  readonly bus: Pick<Bus, 'publish'>;
  readonly clock: Clock;
  readonly limiters: Limiters;
}

/** An enrol code is good for this long, once. */
const CODE_MS = 15 * 60_000;
const tags = ['kiosks'];
const enrolledKiosk = z.object({ kiosk: z.object({ id, name: label }) });

type Changed = (kioskId: string) => void;

/** How a browser becomes a kiosk's and stops being one. */
export function registerKiosks(app: App, routes: KioskRoutes): void {
  const changed: Changed = (id) => routes.bus.publish({ topic: 'directory', kind: 'kiosks', id });
  registerAtKiosk(app, routes, changed);
  registerAtConsole(app, routes, changed);
}

/** What the browser at the kiosk asks for itself. */
function registerAtKiosk(app: App, { store, clock, limiters }: KioskRoutes, changed: Changed): void {
  app.post(
    `${restPrefix}/kiosk/enrol`,
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'Make this browser the kiosk a code was made for',
        body: enrolBody,
        response: answers(enrolledKiosk),
      },
      onRequest: limiters.enrolment,
    },
    async (request, reply) => {
      const token = newToken();
      const { address } = await request.principal();
      const kiosk = await store.kiosks.enrol({
        codeHash: hashOfCode(request.body.code),
        tokenHash: hashOf(token),
        now: clock.now(),
        address,
      });
      if (!kiosk) throw new RemError('invalid_code');
      changed(kiosk.id);
      reply.header('set-cookie', kioskCookie(token));
      return { kiosk: { id: kiosk.id, name: kiosk.name } };
    },
  );

  app.post(
    `${restPrefix}/kiosk/leave`,
    {
      config: { right: 'session:request' },
      schema: { tags, summary: 'This browser is no kiosk any more', response: nothing },
    },
    async (request, reply) => {
      const principal = await request.principal();
      if (!principal.kioskId) throw new RemError('forbidden');
      await store.kiosks.unenrol(principal.kioskId, by(principal));
      changed(principal.kioskId);
      return reply.header('set-cookie', endedKioskCookie()).code(204).send(null);
    },
  );
}

/** What an administrator does for a kiosk. */
function registerAtConsole(app: App, { store, clock }: KioskRoutes, changed: Changed): void {
  app.post(
    `${restPrefix}/kiosks/:id/enrol-code`,
    {
      config: { right: 'kiosks:manage' },
      schema: {
        tags,
        summary: 'Make a code to type at the kiosk within 15 minutes; an older one is void',
        params: idParams,
        response: answers(enrolCode),
      },
    },
    async (request) => {
      const code = newEnrolCode();
      const expiresAt = clock.now() + CODE_MS;
      await store.kiosks.setEnrolCode(
        request.params.id,
        hashOfCode(code),
        expiresAt,
        by(await request.principal()),
      );
      return { code, expiresAt };
    },
  );

  app.post(
    `${restPrefix}/kiosks/:id/unenrol`,
    {
      config: { right: 'kiosks:manage' },
      schema: {
        tags,
        summary: 'Take the browser away from this kiosk at once',
        params: idParams,
        response: nothing,
      },
    },
    async (request, reply) => {
      await store.kiosks.unenrol(request.params.id, by(await request.principal()));
      changed(request.params.id);
      return reply.code(204).send(null);
    },
  );
}
