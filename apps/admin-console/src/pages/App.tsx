import { Button } from '@mantine/core';
import { createApi } from '@rem/client';
import { type Account, RemError } from '@rem/protocol';
import { CardSkeleton, EmptyState, ErrorState, useErrorMessage } from '@rem/ui';
import { IconHeadset } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { Router } from 'wouter';
import { useMessages } from '../messages/mod.ts';
import { may } from '../models/navigation.ts';
import { SignIn } from '../views/SignIn.tsx';
import { base, Console } from './Console.tsx';

type Who =
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'nobody'; readonly ended: boolean }
  | { readonly state: 'somebody'; readonly account: Account };

/** Requests that notice when the sign-in ended: by time, elsewhere, or because the account was changed. */
function useApi(onEnded: () => void) {
  return useMemo(
    () =>
      createApi({
        fetch: async (input, init) => {
          const response = await fetch(input, init);
          if (response.status === 401) onEnded();
          return response;
        },
      }),
    [onEnded],
  );
}

function NoAccess({ account, onSignOut }: { readonly account: Account; readonly onSignOut: () => void }) {
  const t = useMessages();
  return (
    <main>
      <EmptyState
        icon={IconHeadset}
        title={t('no_access.title')}
        hint={t('no_access.hint', { name: account.name })}
        action={
          <>
            <Button component="a" href="/desk">
              {t('no_access.desk')}
            </Button>
            <Button variant="default" onClick={onSignOut}>
              {t('app.sign_out')}
            </Button>
          </>
        }
      />
    </main>
  );
}

/** Who is there, and what they are shown: the sign-in, the console, or the way to where they work. */
export function App() {
  const t = useMessages();
  const told = useErrorMessage();
  const [who, setWho] = useState<Who>({ state: 'asking' });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [onEnded] = useState(
    () => () => setWho((old) => (old.state === 'somebody' ? { state: 'nobody', ended: true } : old)),
  );
  const api = useApi(onEnded);

  const ask = () => {
    setWho({ state: 'asking' });
    api.me().then(
      (account) => setWho({ state: 'somebody', account }),
      (failure: unknown) => {
        const isNobody = RemError.from(failure).code === 'unauthenticated';
        setWho(isNobody ? { state: 'nobody', ended: false } : { state: 'failed', error: failure });
      },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once, when the page opens
  useEffect(ask, []);

  const signIn = async (name: string, password: string) => {
    setBusy(true);
    setError(null);
    try {
      setWho({ state: 'somebody', account: await api.signIn(name, password) });
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  const signOut = async () => {
    await api.signOut().catch(() => undefined); // the page forgets in any case
    setWho({ state: 'nobody', ended: false });
  };

  switch (who.state) {
    case 'asking':
      return <CardSkeleton height={240} />;
    case 'failed':
      return (
        <main>
          <ErrorState what={t('panel.failed')} means={told(who.error)} onRetry={ask} />
        </main>
      );
    case 'nobody':
      return (
        <SignIn
          busy={busy}
          error={error}
          ended={who.ended}
          onSignIn={(name, password) => void signIn(name, password)}
        />
      );
    case 'somebody':
      return may(who.account, 'live:view') ? (
        <Router base={base}>
          <Console api={api} account={who.account} onSignOut={() => void signOut()} />
        </Router>
      ) : (
        <NoAccess account={who.account} onSignOut={() => void signOut()} />
      );
  }
}
