import { id } from '@rem/protocol';

/** What the page's address asks for. */
export interface PageLink {
  /** A service to begin with, and the branch it is asked from. */
  readonly service: string | null;
  readonly branch: string | null;
  /** Set this browser up as a kiosk. */
  readonly enrol: boolean;
}

/** `/?service=…&branch=…` and `/?enrol`; ids that are none are left aside. */
export function linkOf(search: string): PageLink {
  const query = new URLSearchParams(search);
  const idOf = (name: string): string | null => id.safeParse(query.get(name)).data ?? null;
  return { service: idOf('service'), branch: idOf('branch'), enrol: query.has('enrol') };
}
