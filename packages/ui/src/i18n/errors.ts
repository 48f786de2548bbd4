import { RemError } from '@rem/protocol';
import { useUiMessages } from './hooks.ts';

/** Puts any error into the reader's words: a row of the error catalogue; what is unknown is one of ours. */
export function useErrorMessage(): (error: unknown) => string {
  const t = useUiMessages();
  return (error) => t(`error.${RemError.from(error).code}`);
}
