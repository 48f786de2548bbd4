import type { Api } from '@rem/client';
import type { Account } from '@rem/protocol';
import { createContext, use } from 'react';
import type { Directory } from '../models/directory.ts';
import type { Notify } from './use-notices.ts';

/** What every page of the console works with. */
export interface ConsoleServices {
  readonly api: Api;
  readonly account: Account;
  readonly directory: Directory;
  readonly reloadDirectory: () => void;
  readonly notify: Notify;
}

export const ConsoleContext = createContext<ConsoleServices | null>(null);

export function useConsole(): ConsoleServices {
  const services = use(ConsoleContext);
  if (!services) throw new Error('useConsole needs a ConsoleContext above it');
  return services;
}
