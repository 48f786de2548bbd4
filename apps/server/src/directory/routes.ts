import type { Bus } from '@rem/bus';
import {
  type DirectoryFields,
  type DirectoryKind,
  type DirectoryRecord,
  directoryKinds,
  listQuery,
  pageOf,
  RemError,
  type Right,
  restPrefix,
} from '@rem/protocol';
import type { Store } from '@rem/store';
import { z } from 'zod';
import { answers, creates, idParams, nothing, versionQuery } from '../http/answers.ts';
import type { App } from '../http/types.ts';
import { by } from '../identity/by.ts';

export interface DirectoryDeps {
  readonly store: Pick<Store, 'directory'>;
  readonly bus: Pick<Bus, 'publish'>;
}

const kinds: readonly DirectoryKind[] = ['skills', 'services', 'branches', 'kiosks', 'dispositions'];
const manageRight = (kind: DirectoryKind): Right => (kind === 'kiosks' ? 'kiosks:manage' : 'setup:manage');

type AnyRecord = DirectoryRecord<DirectoryKind>;
type AnyFields = DirectoryFields<DirectoryKind>;

/** One kind of record: where it is, how it looks, what its routes need. */
interface Kind {
  readonly kind: DirectoryKind;
  readonly url: string;
  readonly tags: string[];
  readonly record: z.ZodType<AnyRecord>;
  readonly fields: z.ZodType<AnyFields>;
  readonly directory: Store['directory'];
  readonly changed: (id: string) => void;
}

function registerReading(app: App, { kind, url, tags, record, directory }: Kind): void {
  const config = { right: 'setup:view' } as const;
  app.get(
    url,
    {
      config,
      schema: { tags, summary: `List ${kind}`, querystring: listQuery, response: answers(pageOf(record)) },
    },
    async (request) => directory.list(kind, request.query),
  );

  app.get(
    `${url}/:id`,
    { config, schema: { tags, summary: 'Get one', params: idParams, response: answers(record) } },
    async (request) => {
      const found = await directory.get(kind, request.params.id);
      if (!found) throw new RemError('not_found');
      return found;
    },
  );
}

function registerWriting(app: App, { kind, url, tags, record, fields, directory, changed }: Kind): void {
  const config = { right: manageRight(kind) };
  const change = z.object({ version: z.int().positive() }).and(fields);

  app.post(
    url,
    { config, schema: { tags, summary: 'Make one', body: fields, response: creates(record) } },
    async (request, reply) => {
      const made = await directory.create(kind, request.body, by(await request.principal()));
      changed(made.id);
      return reply.code(201).send(made);
    },
  );

  app.put(
    `${url}/:id`,
    {
      config,
      schema: { tags, summary: 'Change one', params: idParams, body: change, response: answers(record) },
    },
    async (request) => {
      const { version, ...rest } = request.body;
      const updated = await directory.update(
        kind,
        request.params.id,
        version,
        rest,
        by(await request.principal()),
      );
      changed(updated.id);
      return updated;
    },
  );

  app.delete(
    `${url}/:id`,
    {
      config,
      schema: { tags, summary: 'Remove one', params: idParams, querystring: versionQuery, response: nothing },
    },
    async (request, reply) => {
      const principal = await request.principal();
      await directory.remove(kind, request.params.id, request.query.version, by(principal));
      changed(request.params.id);
      return reply.code(204).send(null);
    },
  );
}

/** Skills, services, branches, kiosks and dispositions. Each change is audited with it and wakes the others. */
export function registerDirectory(app: App, { store: { directory }, bus }: DirectoryDeps): void {
  for (const kind of kinds) {
    const each: Kind = {
      ...directoryKinds[kind],
      kind,
      url: `${restPrefix}/${kind}`,
      tags: [kind],
      directory,
      changed: (id) => bus.publish({ topic: 'directory', kind, id }),
    };
    registerReading(app, each);
    registerWriting(app, each);
  }
}
