import type { TimelineEntry } from '@rem/protocol';
import { useFormats } from '@rem/ui';
import { useLayoutEffect, useRef } from 'react';
import { useMessages } from '../messages/mod.ts';
import { entryWords } from './entry-words.ts';
import classes from './TimelinePanel.module.css';

export interface TimelinePanelProps {
  readonly entries: readonly TimelineEntry[];
  /** The expert's account id: "you" in the words. */
  readonly me: string;
}

/** Entries worth a colour of their own: trouble, and the end. */
function kind({ what }: TimelineEntry): 'trouble' | 'good' | 'plain' {
  switch (what.type) {
    case 'party:absent':
    case 'session:missed':
    case 'session:declined':
      return 'trouble';
    case 'session:connected':
    case 'party:returned':
      return 'good';
    default:
      return 'plain';
  }
}

/** All that happened in the session, in order, the newest in view. */
export function TimelinePanel({ entries, me }: TimelinePanelProps) {
  const t = useMessages();
  const formats = useFormats();
  const list = useRef<HTMLOListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new entry is what moves the end
  useLayoutEffect(() => {
    if (list.current) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  }, [entries.length]);
  return (
    <section className={classes.panel} aria-labelledby="timeline-title">
      <h2 id="timeline-title" className={classes.title}>
        {t('timeline.title')}
      </h2>
      {entries.length === 0 ? <p className={classes.empty}>{t('timeline.empty')}</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ol ref={list} className={classes.list} tabIndex={0} aria-labelledby="timeline-title">
        {entries.map((entry) => (
          <li key={entry.no} className={classes.entry} data-kind={kind(entry)}>
            <time
              className={classes.at}
              dateTime={new Date(entry.at).toISOString()}
              title={formats.exact(entry.at)}
            >
              {formats.time(entry.at)}
            </time>
            <span>{entryWords(t, entry, me)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
