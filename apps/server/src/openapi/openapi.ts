import swagger from '@fastify/swagger';
import {
  account,
  apiKey,
  auditRow,
  customerSetup,
  directoryKinds,
  livePath,
  person,
  sessionRow,
  timelineEntry,
  wireError,
} from '@rem/protocol';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { App } from '../http/types.ts';
import { SESSION_COOKIE } from '../identity/cookies.ts';
import { docsPage } from './page.ts';
import { docsStyle } from './style.ts';

/** Version of the addresses and bodies under `/api/v1`. */
const API_VERSION = '1.0.0';

/** What the document calls the records it speaks of more than once. */
function namedSchemas() {
  const named = z.registry<{ id: string }>();
  named.add(account, { id: 'Account' });
  named.add(person, { id: 'Person' });
  named.add(directoryKinds.skills.record, { id: 'Skill' });
  named.add(directoryKinds.services.record, { id: 'Service' });
  named.add(directoryKinds.branches.record, { id: 'Branch' });
  named.add(directoryKinds.kiosks.record, { id: 'Kiosk' });
  named.add(directoryKinds.dispositions.record, { id: 'Disposition' });
  named.add(customerSetup, { id: 'CustomerSetup' });
  named.add(sessionRow, { id: 'Session' });
  named.add(timelineEntry, { id: 'TimelineEntry' });
  named.add(auditRow, { id: 'AuditRow' });
  named.add(apiKey, { id: 'ApiKey' });
  named.add(wireError, { id: 'Error' });
  return named;
}

const DESCRIPTION = `A customer at a kiosk or in a browser is connected to the right remote expert by live video.

Programs show an API key (\`Authorization: Bearer rem_…\`), people the cookie of POST /api/v1/sign-in.
Every error has the body \`{"error": {"code", "message", "retryable", "detail"}}\`.
A change names the version it was made on; when that is not the present one, the answer is \`conflict\`.
Times are milliseconds since 1970-01-01T00:00Z. The live WebSocket is GET /api/v1/live.`;

const LIVE = {
  tags: ['live'],
  summary: 'The WebSocket of live clients; its frames are in docs/spec/protocol.md',
};

/** The document, `GET /api/openapi.json` (OpenAPI 3.1), and a page to read it, `GET /api/docs`. */
export async function registerOpenApi(app: App): Promise<void> {
  const schemaRegistry = namedSchemas();
  const transform = createJsonSchemaTransform({ schemaRegistry });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Remote Expert Manager',
        version: API_VERSION,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'rem_<id>_<secret>' },
        },
      },
    },
    transform(input) {
      // The socket's frames are no bodies; they are described where they are defined.
      if (input.url === livePath) return { schema: { ...LIVE, security: [] }, url: input.url };
      const { schema, url } = transform(input);
      const right = input.route.config?.right;
      if (!right || right === 'public') return { schema: { ...schema, security: [] }, url };
      return {
        schema: {
          ...schema,
          description: `Needs the right \`${right}\`.`,
          security: [{ session: [] }, { key: [] }],
        },
        url,
      };
    },
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });

  const config = { right: 'public' } as const;
  const schema = { hide: true } as const;
  app.get('/api/openapi.json', { config, schema }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  );
  app.get('/api/docs', { config, schema }, (_request, reply) =>
    reply
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'",
      )
      .type('text/html; charset=utf-8')
      .send(docsPage(app.swagger())),
  );
  app.get('/api/docs.css', { config, schema }, (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/css; charset=utf-8').send(docsStyle),
  );
}
