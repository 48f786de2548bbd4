import type { ServerFrameOf } from '@rem/protocol';
import type { LivePicture } from './types.ts';

/** The supervisor's picture after a change: what changed replaces, what is gone leaves, the rest stays as it was. */
export function withChange(picture: LivePicture, change: ServerFrameOf<'live:change'>): LivePicture {
  const gone = new Set(change.gone);
  const sessions = merged(picture.sessions, change.sessions).filter(({ id }) => !gone.has(id));
  return { sessions, experts: merged(picture.experts, change.experts), summary: change.summary };
}

function merged<T extends { readonly id: string }>(old: readonly T[], changed: readonly T[]): readonly T[] {
  const byId = new Map(old.map((item) => [item.id, item]));
  for (const item of changed) byId.set(item.id, item);
  return [...byId.values()];
}
