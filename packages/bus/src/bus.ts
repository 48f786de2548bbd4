import type { Unsubscribe } from '@rem/kit';
import type { DirectoryKind } from '@rem/protocol';

/**
 * "This changed": no more than that. A reader that needs to know what it looks like now reads the store, so a
 * wake that is lost, doubled or late does no harm (decision 3).
 */
export type Wake =
  /** `version` is the committed one: who has seen that version already need not read. */
  | { readonly topic: 'session'; readonly id: string; readonly version: number }
  | { readonly topic: 'expert'; readonly id: string; readonly version: number }
  | { readonly topic: 'directory'; readonly kind: DirectoryKind | 'people'; readonly id: string };

export type WakeTopic = Wake['topic'];
export type WakeOf<T extends WakeTopic> = Extract<Wake, { topic: T }>;

/** Wakes every server of the cluster, the publisher's own subscribers included. */
export interface Bus {
  /** Returns at once; never throws. */
  publish(wake: Wake): void;
  subscribe<T extends WakeTopic>(topic: T, listener: (wake: WakeOf<T>) => void): Unsubscribe;
  /** Ends all subscriptions; idempotent. Publishing afterwards does nothing. */
  close(): Promise<void>;
}
