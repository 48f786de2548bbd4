import type { Account } from '@rem/protocol';
import type { ReactNode } from 'react';
import { Router } from 'wouter';
import { memoryLocation } from 'wouter/memory-location';
import { ConsoleContext } from '../hooks/console.tsx';
import { emptyDirectory } from '../models/directory.ts';
import { navigationFor, type PageName, placeOf } from '../models/navigation.ts';
import { lists } from '../pages/lists.ts';
import { Shell } from '../views/Shell.tsx';
import { galleryApi, type Mood } from './api.ts';
import { directory, idOf } from './data.ts';

const administrator: Account = {
  id: idOf(1, 7),
  signInName: 'noor',
  name: 'Noor Al-Sayed',
  roles: ['administrator'],
};
const supervisor: Account = { ...administrator, name: 'Tom Baker', roles: ['supervisor'] };

/** A page in its frame; nothing in the frame does anything. */
export function Framed(props: { page: PageName; as?: Account; children: ReactNode }) {
  const { page, as = administrator, children } = props;
  return (
    <Shell
      account={as}
      navigation={navigationFor(as)}
      current={page}
      hrefOf={(name) => `#${name}`}
      onGo={() => undefined}
      onFind={() => undefined}
      onSignOut={() => undefined}
    >
      {children}
    </Shell>
  );
}

/** The real list pages at an address, before a server of made-up records. */
export function AtPath(props: { path: string; mood?: Mood; viewer?: 'administrator' | 'supervisor' }) {
  const { path, mood = 'full', viewer = 'administrator' } = props;
  const { hook, searchHook } = memoryLocation({ path });
  const place = placeOf(path);
  if (!place || place.page === 'live') return null;
  const Page = lists[place.page];
  const account = viewer === 'supervisor' ? supervisor : administrator;
  const services = {
    api: galleryApi(directory, mood),
    account,
    directory: mood === 'empty' ? emptyDirectory : directory,
    reloadDirectory: () => undefined,
    notify: () => undefined,
  };
  return (
    <Router hook={hook} searchHook={searchHook}>
      <ConsoleContext value={services}>
        <Framed page={place.page} as={account}>
          <Page item={place.item} />
        </Framed>
      </ConsoleContext>
    </Router>
  );
}
