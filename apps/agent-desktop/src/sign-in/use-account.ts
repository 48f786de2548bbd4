import type { Api } from '@rem/client';
import { type Account, RemError } from '@rem/protocol';
import { useErrorMessage } from '@rem/ui';
import { useEffect, useState } from 'react';

export type AccountState =
  | { readonly state: 'loading' }
  | { readonly state: 'nobody' }
  | { readonly state: 'signed_in'; readonly account: Account }
  /** Who is signed in could not be found out. */
  | { readonly state: 'failed'; readonly message: string };

export interface AccountModel {
  readonly account: AccountState;
  /** Why the last try was refused, in the reader's words. */
  readonly refused: string | null;
  readonly pending: boolean;
  readonly signIn: (name: string, password: string) => void;
  readonly signOut: () => void;
  readonly retry: () => void;
}

/** Who is signed in, and the ways to change that. */
export function useAccount(api: Api): AccountModel {
  const errorMessage = useErrorMessage();
  const [account, setAccount] = useState<AccountState>({ state: 'loading' });
  const [refused, setRefused] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const look = () => {
    setAccount({ state: 'loading' });
    api.me().then(
      (found) => setAccount({ state: 'signed_in', account: found }),
      (error: unknown) =>
        setAccount(
          RemError.from(error).code === 'unauthenticated'
            ? { state: 'nobody' }
            : { state: 'failed', message: errorMessage(error) },
        ),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked up once, then on demand
  useEffect(look, [api]);
  return {
    account,
    refused,
    pending,
    retry: look,
    signIn: (name, password) => {
      setPending(true);
      setRefused(null);
      api
        .signIn(name, password)
        .then(
          (found) => setAccount({ state: 'signed_in', account: found }),
          (error: unknown) => setRefused(errorMessage(error)),
        )
        .finally(() => setPending(false));
    },
    signOut: () => {
      setRefused(null);
      // A session that the server no longer knows is signed out already.
      api.signOut().then(
        () => setAccount({ state: 'nobody' }),
        () => setAccount({ state: 'nobody' }),
      );
    },
  };
}
