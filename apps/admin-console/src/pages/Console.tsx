import { Button } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import type { Api } from '@rem/client';
import type { Account } from '@rem/protocol';
import { EmptyState, useBrand, useLanguage } from '@rem/ui';
import { IconMapQuestion } from '@tabler/icons-react';
import { useEffect, useMemo } from 'react';
import { useLocation } from 'wouter';
import { ConsoleContext, useConsole } from '../hooks/console.tsx';
import { useDirectory } from '../hooks/use-directory.ts';
import { useNotices } from '../hooks/use-notices.ts';
import { useWall } from '../hooks/use-wall.ts';
import { useMessages } from '../messages/mod.ts';
import { inLanguage } from '../models/directory.ts';
import { navigationFor, type PageName, placeOf } from '../models/navigation.ts';
import { Notices } from '../views/Notices.tsx';
import { Palette, type PaletteProps } from '../views/Palette.tsx';
import { Shell } from '../views/Shell.tsx';
import { LivePage } from './LivePage.tsx';
import { lists } from './lists.ts';

/** Address of the console on its server. */
export const base = '/console';

function NotFound({ onLeave }: { readonly onLeave: () => void }) {
  const t = useMessages();
  return (
    <EmptyState
      icon={IconMapQuestion}
      title={t('not_found.title')}
      hint={t('not_found.hint')}
      action={<Button onClick={onLeave}>{t('not_found.action')}</Button>}
    />
  );
}

/** Everything Ctrl-K finds, of what this account may see. */
function usePalette(pages: readonly PageName[]): PaletteProps['groups'] {
  const t = useMessages();
  const { language } = useLanguage();
  const { directory } = useConsole();
  const [, navigate] = useLocation();
  const names = {
    people: directory.people,
    services: directory.services.map(({ id, name }) => ({ id, name: inLanguage(name, language) })),
    branches: directory.branches,
    kiosks: directory.kiosks,
    skills: directory.skills,
    dispositions: directory.dispositions,
  };
  const records = (['people', 'services', 'branches', 'kiosks', 'skills', 'dispositions'] as const)
    .filter((page) => pages.includes(page))
    .map((page) => ({
      title: t(`nav.${page}`),
      entries: names[page].map(({ id, name }) => ({
        ...{ id, page, label: name },
        onOpen: () => navigate(`/${page}/${id}`),
      })),
    }));
  const places = pages.map((page) => ({
    ...{ id: page, page, label: t(`nav.${page}`) },
    onOpen: () => navigate(`/${page}`),
  }));
  return [{ title: t('find.pages'), entries: places }, ...records];
}

function Pages({ onSignOut }: { readonly onSignOut: () => void }) {
  const t = useMessages();
  const brand = useBrand();
  const { account } = useConsole();
  const [path, navigate] = useLocation();
  const [wall, turnWall] = useWall();
  const navigation = navigationFor(account);
  const allowed = navigation.flatMap(({ pages }) => pages);
  const place = placeOf(path);
  const current = place && allowed.includes(place.page) ? place.page : null;
  const palette = usePalette(allowed);

  useEffect(() => {
    const here = current === null ? t('app.title') : t(`nav.${current}`);
    document.title = `${here} · ${brand.name}`;
  }, [current, brand.name, t]);

  const live = <LivePage wall={wall} onWall={turnWall} />;
  const Page = current === null || current === 'live' ? null : lists[current];
  if (wall && current === 'live') return <main style={{ height: '100%' }}>{live}</main>;
  return (
    <>
      <Shell
        account={account}
        navigation={navigation}
        current={current}
        hrefOf={(page) => `${base}/${page}`}
        onGo={(page) => navigate(`/${page}`)}
        onFind={spotlight.open}
        onSignOut={onSignOut}
      >
        {Page === null ? null : <Page key={current} item={place?.item ?? null} />}
        {current === 'live' ? live : null}
        {current === null ? <NotFound onLeave={() => navigate('/live')} /> : null}
      </Shell>
      <Palette groups={palette} />
    </>
  );
}

export interface ConsoleProps {
  readonly api: Api;
  readonly account: Account;
  readonly onSignOut: () => void;
}

/** The console of somebody who is signed in. */
export function Console({ api, account, onSignOut }: ConsoleProps) {
  const { directory, reload } = useDirectory(api);
  const { notices, notify, close, hold } = useNotices();
  const services = useMemo(
    () => ({ api, account, directory, notify, reloadDirectory: reload }),
    [api, account, directory, notify, reload],
  );
  return (
    <ConsoleContext value={services}>
      <Pages onSignOut={onSignOut} />
      <Notices
        notices={notices.map((notice) => {
          const { undo } = notice;
          if (!undo) return notice;
          const takeBack = () => {
            close(notice.id);
            undo();
          };
          return { ...notice, undo: takeBack };
        })}
        onClose={close}
        onHold={hold}
      />
    </ConsoleContext>
  );
}
