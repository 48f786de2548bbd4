import type { Bus } from '@rem/bus';
import { listQuery, newPerson, pageOf, person, personChange, RemError, restPrefix } from '@rem/protocol';
import type { Store } from '@rem/store';
import { answers, creates, idParams, nothing, versionQuery } from '../http/answers.ts';
import type { App } from '../http/types.ts';
import { by } from '../identity/by.ts';
import { hashPassword } from '../identity/passwords.ts';
import { createLastAdministrator } from './last-administrator.ts';

export interface PeopleDeps {
  readonly store: Pick<Store, 'people'>;
  readonly bus: Pick<Bus, 'publish'>;
}

/** A record with a picture is larger than anything else that is sent to us, in bytes. */
const BODY_LIMIT = 256 * 1024;
const url = `${restPrefix}/people`;
const tags = ['people'];

function registerReading(app: App, people: Store['people']): void {
  const config = { right: 'people:view' } as const;
  app.get(
    url,
    {
      config,
      schema: { tags, summary: 'List people', querystring: listQuery, response: answers(pageOf(person)) },
    },
    async (request) => people.list(request.query),
  );

  app.get(
    `${url}/:id`,
    { config, schema: { tags, summary: 'Get one', params: idParams, response: answers(person) } },
    async (request) => {
      const found = await people.get(request.params.id);
      if (!found) throw new RemError('not_found');
      return found;
    },
  );
}

interface Writing {
  readonly people: Store['people'];
  readonly administrators: ReturnType<typeof createLastAdministrator>;
  readonly changed: (id: string) => void;
}

const config = { right: 'people:manage' } as const;

/** People and their accounts. Who is made inactive, removed or given a new password is signed out at once. */
export function registerPeople(app: App, { store: { people }, bus }: PeopleDeps): void {
  const administrators = createLastAdministrator(people);
  const changed = (id: string) => bus.publish({ topic: 'directory', kind: 'people', id });
  const writing: Writing = { people, administrators, changed };
  registerReading(app, people);
  registerCreating(app, writing);
  registerChanging(app, writing);
  registerRemoving(app, writing);
}

function registerCreating(app: App, { people, changed }: Writing): void {
  app.post(
    url,
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: { tags, summary: 'Make an account', body: newPerson, response: creates(person) },
    },
    async (request, reply) => {
      const { password, ...fields } = request.body;
      const made = { fields, passwordHash: await hashPassword(password) };
      const created = await people.create(made, by(await request.principal()));
      changed(created.id);
      return reply.code(201).send(created);
    },
  );
}

function registerChanging(app: App, { people, administrators, changed }: Writing): void {
  app.put(
    `${url}/:id`,
    {
      config,
      bodyLimit: BODY_LIMIT,
      schema: {
        tags,
        summary: 'Change an account',
        params: idParams,
        body: personChange,
        response: answers(person),
      },
    },
    async (request) => {
      const { version, password, ...fields } = request.body;
      const { id } = request.params;
      const principal = await request.principal();
      const passwordHash = password === undefined ? undefined : await hashPassword(password);
      const change = passwordHash === undefined ? { fields } : { fields, passwordHash };
      const stays = fields.active && fields.roles.includes('administrator');
      const updated = await administrators.guard({ id, stays }, () =>
        people.update(id, version, change, by(principal)),
      );
      changed(id);
      return updated;
    },
  );
}

function registerRemoving(app: App, { people, administrators, changed }: Writing): void {
  app.delete(
    `${url}/:id`,
    {
      config,
      schema: {
        tags,
        summary: 'Remove an account',
        params: idParams,
        querystring: versionQuery,
        response: nothing,
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const principal = await request.principal();
      await administrators.guard({ id, stays: false }, () =>
        people.remove(id, request.query.version, by(principal)),
      );
      changed(id);
      return reply.code(204).send(null);
    },
  );
}
