import { access } from 'node:fs/promises';
import { join } from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pageSecurityPolicy } from '../http/headers.ts';
import type { App } from '../http/types.ts';
import { acceptedEncoding, CompressedFiles } from './compressed.ts';

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
  readonly compressed: CompressedFiles;
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

const ASSETS = 'assets/';

/** Files with a hash in their name never change; others are asked for again each time (and answered 304). */
async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { folder, compressed }: Page,
  name: string,
): Promise<FastifyReply> {
  if (!name.startsWith(ASSETS)) {
    return reply.header('cache-control', 'no-cache').sendFile(name, folder, { cacheControl: false });
  }
  const encoding = acceptedEncoding(request.headers['accept-encoding']);
  const small = encoding && (await compressed.get(join(folder, ASSETS), name.slice(ASSETS.length), encoding));
  if (!small) return reply.sendFile(name, folder, { maxAge: YEAR_MS, immutable: true });
  return reply
    .header('cache-control', `public, max-age=${YEAR_MS / 1000}, immutable`)
    .header('content-encoding', small.encoding)
    .header('vary', 'accept-encoding')
    .type(small.type)
    .send(small.body);
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
        return sendFile(request, reply, page, name);
      },
    );
  }
}

/** The three pages. Files go out compressed: as their build left them, else by ourselves. */
export async function registerPages(
  app: App,
  folders: PageFolders,
  embedParents: readonly string[],
): Promise<void> {
  await app.register(staticFiles, { serve: false, preCompressed: true, dotfiles: 'ignore', index: false });
  const compressed = new CompressedFiles();
  registerPage(app, { path: '', folder: folders.reic, embedParents: [], compressed });
  registerPage(app, { path: '/desk', folder: folders.read, embedParents, compressed });
  registerPage(app, { path: '/console', folder: folders.reac, embedParents: [], compressed });
}
