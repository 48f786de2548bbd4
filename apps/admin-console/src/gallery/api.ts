import type { Api, DirectoryRecords } from '@rem/client';
import { type DirectoryKind, type Page, RemError } from '@rem/protocol';
import type { Directory } from '../models/directory.ts';
import { auditRows, sessions, timeline } from './data.ts';

/** How the made-up server answers its lists. */
export type Mood = 'full' | 'empty' | 'failing' | 'slow';

const refused = (): Promise<never> => Promise.reject(new RemError('unavailable'));
const silent = (): Promise<never> => new Promise(() => undefined);

function listOf<T>(items: readonly T[], mood: Mood, total = items.length) {
  return async (): Promise<Page<T>> => {
    if (mood === 'failing') return refused();
    if (mood === 'slow') return silent();
    return mood === 'empty'
      ? { items: [], total: 0, page: 1, size: 25 }
      : { items: [...items], total, page: 1, size: 25 };
  };
}

function recordsOf<T extends { readonly id: string }>(items: readonly T[], mood: Mood) {
  return {
    list: listOf(items, mood),
    get: async (id: string) =>
      items.find((item) => item.id === id) ?? Promise.reject(new RemError('not_found')),
    create: refused,
    update: refused,
    remove: refused,
  };
}

/** A server of made-up records for the gallery: it reads, and refuses every change. */
export function galleryApi(directory: Directory, mood: Mood): Api {
  const keys = ['Reporting', 'Branch planner'].map((name, no) => ({
    id: `0000000a-0000-4000-8000-00000000000${no}`,
    name,
    createdAt: Date.now() - 1e10,
    lastUsedAt: no === 0 ? Date.now() - 60_000 : null,
    revokedAt: no === 0 ? null : Date.now() - 1e9,
  }));
  const first = sessions[0];
  return {
    setup: silent,
    enrol: refused,
    leaveKiosk: refused,
    signIn: refused,
    signOut: silent,
    me: silent,
    changePassword: refused,
    people: recordsOf(directory.people, mood),
    // TypeScript does not follow a generic key through the directory.
    directory: <K extends DirectoryKind>(kind: K) =>
      recordsOf<Directory[DirectoryKind][number]>(directory[kind], mood) as unknown as DirectoryRecords<K>,
    kiosks: { enrolCode: refused, unenrol: refused },
    sessions: {
      list: listOf(sessions, mood, 1_284),
      get: silent,
      timeline: async () => (first ? { session: sessions[1] ?? first, entries: [...timeline] } : silent()),
    },
    liveNow: silent,
    audit: listOf(auditRows, mood, 412),
    keys: { list: listOf(keys, mood), create: refused, revoke: refused },
  };
}
