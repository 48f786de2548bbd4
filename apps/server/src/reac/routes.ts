import {
  type AuditQuery,
  type AuditRow,
  auditQuery,
  auditRow,
  type LiveService,
  liveExpert,
  liveSession,
  liveSummary,
  type Page,
  pageOf,
  RemError,
  restPrefix,
  type SessionQuery,
  type SessionRow,
  sessionQuery,
  sessionRow,
  sessionTimeline,
  type TimelineEntry,
} from '@rem/protocol';
import { z } from 'zod';
import { answers, idParams } from '../http/answers.ts';
import type { App } from '../http/types.ts';

/** Sessions of now and of the past, as the console searches them. */
export interface SessionArchive {
  searchSessions(query: SessionQuery): Promise<Page<SessionRow>>;
  sessionRow(id: string): Promise<SessionRow | null>;
  entriesAfter(sessionId: string, no: number): Promise<TimelineEntry[]>;
}

export interface ReacDeps {
  readonly live: Pick<LiveService, 'snapshot'>;
  readonly archive: SessionArchive;
  readonly audit: { search(query: AuditQuery): Promise<Page<AuditRow>> };
}

const livePicture = z.object({
  sessions: z.array(liveSession),
  experts: z.array(liveExpert),
  summary: liveSummary,
});

function registerSessions(app: App, archive: SessionArchive): void {
  const url = `${restPrefix}/sessions`;
  const tags = ['sessions'];
  const config = { right: 'sessions:view' } as const;

  async function rowOf(id: string): Promise<SessionRow> {
    const row = await archive.sessionRow(id);
    if (!row) throw new RemError('not_found');
    return row;
  }

  app.get(
    url,
    {
      config,
      schema: {
        tags,
        summary: 'Search sessions',
        querystring: sessionQuery,
        response: answers(pageOf(sessionRow)),
      },
    },
    async (request) => archive.searchSessions(request.query),
  );

  app.get(
    `${url}/:id`,
    { config, schema: { tags, summary: 'Get one', params: idParams, response: answers(sessionRow) } },
    async (request) => rowOf(request.params.id),
  );

  app.get(
    `${url}/:id/timeline`,
    {
      config,
      schema: {
        tags,
        summary: 'A session with everything that happened in it',
        params: idParams,
        response: answers(sessionTimeline),
      },
    },
    async (request) => {
      const session = await rowOf(request.params.id);
      return { session, entries: await archive.entriesAfter(session.id, 0) };
    },
  );
}

/** What the console reads: the picture of now, sessions, the audit log. */
export function registerReac(app: App, { live, archive, audit }: ReacDeps): void {
  registerSessions(app, archive);

  app.get(
    `${restPrefix}/live/now`,
    {
      config: { right: 'live:view' },
      schema: { tags: ['live'], summary: 'Who waits and who serves, now', response: answers(livePicture) },
    },
    async () => {
      const { sessions, experts, summary } = live.snapshot();
      return { sessions: [...sessions], experts: [...experts], summary };
    },
  );

  app.get(
    `${restPrefix}/audit`,
    {
      config: { right: 'audit:view' },
      schema: {
        tags: ['audit'],
        summary: 'Search the audit log',
        querystring: auditQuery,
        response: answers(pageOf(auditRow)),
      },
    },
    async (request) => audit.search(request.query),
  );
}
