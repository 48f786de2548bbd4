import { apiKey, createdApiKey, listQuery, newApiKey, pageOf, restPrefix } from '@rem/protocol';
import type { Store } from '@rem/store';
import { answers, creates, idParams } from '../http/answers.ts';
import type { App } from '../http/types.ts';
import { by } from './by.ts';
import { formatApiKey, hashOf, newToken } from './tokens.ts';

const tags = ['API keys'];

/** Keys of other programs: made, shown once, revoked. */
export function registerKeys(app: App, keys: Store['keys']): void {
  app.get(
    `${restPrefix}/api-keys`,
    {
      config: { right: 'keys:manage' },
      schema: { tags, summary: 'List the keys', querystring: listQuery, response: answers(pageOf(apiKey)) },
    },
    async (request) => keys.list(request.query),
  );

  app.post(
    `${restPrefix}/api-keys`,
    {
      config: { right: 'keys:manage' },
      schema: {
        tags,
        summary: 'Make a key; the answer is the only place where it is shown',
        body: newApiKey,
        response: creates(createdApiKey),
      },
    },
    async (request, reply) => {
      const secret = newToken();
      const made = await keys.create(
        { name: request.body.name, keyHash: hashOf(secret) },
        by(await request.principal()),
      );
      return reply.code(201).send({ ...made, key: formatApiKey(made.id, secret) });
    },
  );

  app.post(
    `${restPrefix}/api-keys/:id/revoke`,
    {
      config: { right: 'keys:manage' },
      schema: { tags, summary: 'End a key for good', params: idParams, response: answers(apiKey) },
    },
    async (request) => keys.revoke(request.params.id, by(await request.principal())),
  );
}
