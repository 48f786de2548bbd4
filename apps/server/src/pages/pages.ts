import { access } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyReply } from 'fastify';
import { pageSecurityPolicy } from '../http/headers.ts';
import type { App } from '../http/types.ts';

/** Folders of the built pages, absolute. */
export interface PageFolders {
  /** The customer's page, at `/`. */
  readonly reic: string;
  /** The expert's desk, at `/desk`. */
  readonly read: string;
  /** The administration console, at `/console`. */
  readonly reac: string;
}

interface Page {
  /** Path without a slash at the end; empty for the root. */
  readonly path: string;
  readonly folder: string;
  /** Origins that may frame it when it is asked for with `?embed=1`. */
  readonly embedParents: readonly string[];
}

const config = { right: 'public' } as const;
const YEAR_MS = 365 * 24 * 3_600_000;
const NOT_BUILT = 'This page has not been built yet. Start with ./rem start, which builds what is missing.\n';

/** A page's document: never kept, so that its links to hashed files are always the newest. */
async function sendIndex(reply: FastifyReply, page: Page, embed: boolean): Promise<FastifyReply> {
  const built = await access(join(page.folder, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!built)
    return reply.code(503).header('retry-after', 10).type('text/plain; charset=utf-8').send(NOT_BUILT);
  const frameAncestors = embed ? page.embedParents : [];
  reply.header('content-security-policy', pageSecurityPolicy({ frameAncestors }));
  // The older header knows no list; where frames are allowed, `frame-ancestors` alone decides.
  if (frameAncestors.length) reply.raw.removeHeader('x-frame-options');
  return reply.sendFile('index.html', page.folder, { cacheControl: false });
}

/** Files with a hash in their name never change; others are asked for again each time (and answered 304). */
function sendFile(reply: FastifyReply, page: Page, name: string): FastifyReply {
  if (name.startsWith('assets/'))
    return reply.sendFile(name, page.folder, { maxAge: YEAR_MS, immutable: true });
  return reply.header('cache-control', 'no-cache').sendFile(name, page.folder, { cacheControl: false });
}

const isFile = (name: string): boolean => /\.[A-Za-z0-9]+$/.test(name);

function registerPage(app: App, page: Page): void {
  const schema = { hide: true } as const;
  app.get<{ Querystring: { embed?: string } }>(page.path || '/', { config, schema }, (request, reply) =>
    sendIndex(reply, page, request.query.embed === '1'),
  );

  // Below `/` only files are pages': everything else there belongs to others.
  const below = page.path ? [`${page.path}/*`] : ['/assets/*', '/:file(^[\\w-]+\\.[a-z0-9]+$)'];
  for (const url of below) {
    app.get<{ Params: { '*'?: string; file?: string }; Querystring: { embed?: string } }>(
      url,
      { config, schema },
      (request, reply) => {
        const { '*': rest, file } = request.params;
        const name = file ?? (page.path ? (rest ?? '') : `assets/${rest ?? ''}`);
        // A page's own address, such as /console/people: the page shows it.
        if (!isFile(name) && page.path) return sendIndex(reply, page, request.query.embed === '1');
        return sendFile(reply, page, name);
      },
    );
  }
}

/** The three pages, precompressed where their build made `.br` or `.gz` files. */
export async function registerPages(
  app: App,
  folders: PageFolders,
  embedParents: readonly string[],
): Promise<void> {
  await app.register(staticFiles, { serve: false, preCompressed: true, dotfiles: 'ignore', index: false });
  registerPage(app, { path: '', folder: folders.reic, embedParents: [] });
  registerPage(app, { path: '/desk', folder: folders.read, embedParents });
  registerPage(app, { path: '/console', folder: folders.reac, embedParents: [] });
}
