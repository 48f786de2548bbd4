import type { Api } from '@rem/client';
import { ErrorState } from '@rem/ui';
import { useCallback } from 'react';
import classes from './desk/Desk.module.css';
import { Opening } from './desk/Desk.tsx';
import { Workplace } from './desk/Workplace.tsx';
import { useMessages } from './messages/mod.ts';
import { SignIn } from './sign-in/SignIn.tsx';
import { useAccount } from './sign-in/use-account.ts';

export interface AppProps {
  readonly api: Api;
  /** In another desktop's frame (eREAD). */
  readonly embedded: boolean;
}

/** Who is here decides what is shown. */
export function App({ api, embedded }: AppProps) {
  const t = useMessages();
  const model = useAccount(api);
  const { retry } = model;
  // biome-ignore lint/correctness/useExhaustiveDependencies: retry does the same each time
  const onUnauthenticated = useCallback(() => retry(), []);
  const { account } = model;
  switch (account.state) {
    case 'loading':
      return <Opening />;
    case 'failed':
      return (
        <main className={classes.centre}>
          <ErrorState what={t('closed.title')} means={account.message} onRetry={model.retry} />
        </main>
      );
    case 'nobody':
      return <SignIn refused={model.refused} pending={model.pending} onSignIn={model.signIn} />;
    case 'signed_in':
      return account.account.roles.includes('expert') ? (
        <Workplace embedded={embedded} onSignOut={model.signOut} onUnauthenticated={onUnauthenticated} />
      ) : (
        <main className={classes.centre}>
          <ErrorState what={t('signin.not_expert')} onRetry={model.signOut} retryLabel={t('signin.other')} />
        </main>
      );
  }
}
