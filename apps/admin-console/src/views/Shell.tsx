import { Button, Kbd } from '@mantine/core';
import type { Account } from '@rem/protocol';
import { BrandMark, LanguageMenu } from '@rem/ui';
import { IconLogout, IconSearch } from '@tabler/icons-react';
import type { MouseEvent, ReactNode } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { NavigationGroup, PageName } from '../models/navigation.ts';
import { pageIcons } from './page-icons.ts';
import { SchemeToggle } from './SchemeToggle.tsx';
import classes from './Shell.module.css';

export interface ShellProps {
  readonly account: Account;
  readonly navigation: readonly NavigationGroup[];
  readonly current: PageName | null;
  /** Address of a page. */
  readonly hrefOf: (page: PageName) => string;
  readonly onGo: (page: PageName) => void;
  readonly onFind: () => void;
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

/** A click that the browser itself should handle: new tab, new window, download. */
const isBrowsers = (event: MouseEvent) =>
  event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;

function Navigation({ navigation, current, hrefOf, onGo }: Omit<ShellProps, 'children'>) {
  const t = useMessages();
  return (
    <nav className={classes.nav} aria-label={t('app.menu')}>
      {navigation.map(({ group, pages }) => (
        <div key={group}>
          <p className={classes.group} id={`nav-${group}`}>
            {t(`nav.${group}`)}
          </p>
          <ul className={classes.links} aria-labelledby={`nav-${group}`}>
            {pages.map((page) => {
              const Icon = pageIcons[page];
              return (
                <li key={page}>
                  <a
                    className={classes.link}
                    href={hrefOf(page)}
                    aria-current={page === current ? 'page' : undefined}
                    onClick={(event) => {
                      if (isBrowsers(event)) return;
                      event.preventDefault();
                      onGo(page);
                    }}
                  >
                    <Icon size={18} aria-hidden />
                    {t(`nav.${page}`)}
                  </a>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** What stands around every page: where one is, where one can go, who one is. */
export function Shell(props: ShellProps) {
  const t = useMessages();
  const { account, onFind, onSignOut, children } = props;
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#content">
        {t('app.skip')}
      </a>
      <header className={classes.side}>
        <div className={classes.brand}>
          <BrandMark />
        </div>
        <button type="button" className={classes.find} onClick={onFind} aria-keyshortcuts="Control+K">
          <IconSearch size={16} aria-hidden />
          <span className={classes.findText}>{t('app.find')}</span>
          <Kbd size="xs">{t('app.find_hint')}</Kbd>
        </button>
        <Navigation {...props} />
        <div className={classes.foot}>
          <span className={classes.who} title={account.name}>
            {t('app.signed_in_as', { name: account.name })}
          </span>
          <LanguageMenu size="xs" />
          <SchemeToggle />
          <Button
            variant="subtle"
            color="gray"
            size="xs"
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={onSignOut}
          >
            {t('app.sign_out')}
          </Button>
        </div>
      </header>
      <main id="content" className={classes.main} tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
