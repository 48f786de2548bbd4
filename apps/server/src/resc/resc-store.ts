import type { Directory, People, Store } from '@rem/store';

/** What the session controller needs of the store. */
export type RescStore = Pick<
  Store,
  | 'commit'
  | 'world'
  | 'session'
  | 'expert'
  | 'sessionByRequestId'
  | 'entriesAfter'
  | 'decisionsOf'
  | 'expertDay'
  | 'liveDay'
> & {
  readonly directory: Pick<Directory, 'all'>;
  readonly people: Pick<People, 'profiles' | 'get'>;
};
