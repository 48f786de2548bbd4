import {
  account,
  apiKey,
  auditRow,
  createdApiKey,
  customerSetup,
  type DirectoryKind,
  type DirectoryRecord,
  directoryKinds,
  enrolCode,
  pageOf,
  person,
  sessionRow,
  sessionTimeline,
} from '@rem/protocol';
import { z } from 'zod';
import { createRequest, type Request } from './request.ts';
import { enrolledKiosk, livePicture } from './schemas.ts';
import type { Api, ApiOptions, DirectoryRecords, Records } from './types.ts';

const nothing = z.unknown().transform(() => undefined);

function recordsAt<R, Fields, Change>(
  request: Request,
  path: string,
  record: z.ZodType<R>,
): Records<R, Fields, Change> {
  const one = (id: string): string => `${path}/${encodeURIComponent(id)}`;
  return {
    list: (query) => request(path, pageOf(record), { ...(query && { query }) }),
    get: (id) => request(one(id), record),
    create: (body) => request(path, record, { method: 'POST', body }),
    update: (id, body) => request(one(id), record, { method: 'PUT', body }),
    remove: (id, version) => request(one(id), nothing, { method: 'DELETE', query: { version } }),
  };
}

function directoryAt<K extends DirectoryKind>(request: Request, kind: K): DirectoryRecords<K> {
  // TypeScript does not follow a generic key through the table.
  const record = directoryKinds[kind].record as unknown as z.ZodType<DirectoryRecord<K>>;
  return recordsAt(request, `/${kind}`, record);
}

function accountApi(request: Request): Pick<Api, 'signIn' | 'signOut' | 'me' | 'changePassword'> {
  return {
    signIn: (name, password) => request('/sign-in', account, { method: 'POST', body: { name, password } }),
    signOut: () => request('/sign-out', nothing, { method: 'POST' }),
    me: () => request('/me', account),
    changePassword: (body) => request('/me/password', account, { method: 'POST', body }),
  };
}

function kioskApi(request: Request): Pick<Api, 'setup' | 'enrol' | 'leaveKiosk' | 'kiosks'> {
  const kiosk = (id: string): string => `/kiosks/${encodeURIComponent(id)}`;
  return {
    setup: (query) => request('/setup', customerSetup, { ...(query && { query }) }),
    enrol: (code) => request('/kiosk/enrol', enrolledKiosk, { method: 'POST', body: { code } }),
    leaveKiosk: () => request('/kiosk/leave', nothing, { method: 'POST' }),
    kiosks: {
      enrolCode: (id) => request(`${kiosk(id)}/enrol-code`, enrolCode, { method: 'POST' }),
      unenrol: (id) => request(`${kiosk(id)}/unenrol`, nothing, { method: 'POST' }),
    },
  };
}

/** The typed REST interface; see `Api`. */
export function createApi(options: ApiOptions = {}): Api {
  const request = createRequest(options);
  const session = (id: string): string => `/sessions/${encodeURIComponent(id)}`;
  return {
    ...accountApi(request),
    ...kioskApi(request),
    people: recordsAt(request, '/people', person),
    directory: (kind) => directoryAt(request, kind),
    sessions: {
      list: (query) => request('/sessions', pageOf(sessionRow), { ...(query && { query }) }),
      get: (id) => request(session(id), sessionRow),
      timeline: (id) => request(`${session(id)}/timeline`, sessionTimeline),
    },
    liveNow: () => request('/live/now', livePicture),
    audit: (query) => request('/audit', pageOf(auditRow), { ...(query && { query }) }),
    keys: {
      list: (query) => request('/api-keys', pageOf(apiKey), { ...(query && { query }) }),
      create: (name) => request('/api-keys', createdApiKey, { method: 'POST', body: { name } }),
      revoke: (id) => request(`/api-keys/${encodeURIComponent(id)}/revoke`, apiKey, { method: 'POST' }),
    },
  };
}
