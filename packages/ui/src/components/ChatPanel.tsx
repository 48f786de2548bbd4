import { Button, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { useFormats, useUiMessages } from '../i18n/hooks.ts';
import classes from './ChatPanel.module.css';

export interface ShownMessage {
  readonly id: string;
  readonly mine: boolean;
  /** Who wrote it; not shown for one's own. */
  readonly name: string;
  readonly text: string;
  /** Instant in ms. */
  readonly at: number;
  readonly state: 'sent' | 'sending' | 'failed';
}

export interface ChatPanelProps {
  readonly messages: readonly ShownMessage[];
  /** Text is trimmed, not empty and not longer than the limit. */
  readonly onSend: (text: string) => void;
  /** Sends a failed message again. */
  readonly onRetry?: (id: string) => void;
  /** No line to the other now: reading goes on, writing waits. */
  readonly disabled?: boolean;
  /** The field for a new message, for a shortcut that goes there. */
  readonly field?: RefObject<HTMLTextAreaElement | null>;
  /** Size of what is written with; default `sm`. */
  readonly size?: 'sm' | 'md' | 'lg';
}

/** The protocol's limit for a message. */
const MOST_CHARACTERS = 2000;

function Message({
  message,
  onRetry,
}: {
  readonly message: ShownMessage;
  readonly onRetry?: (id: string) => void;
}) {
  const t = useUiMessages();
  const formats = useFormats();
  return (
    <div className={classes.message} data-from={message.mine ? 'me' : 'other'} data-state={message.state}>
      <p className={classes.bubble} dir="auto">
        {message.text}
      </p>
      <p className={classes.meta}>
        <span>{message.mine ? t('chat.you') : message.name}</span>
        {message.state === 'sent' ? (
          <time dateTime={new Date(message.at).toISOString()} title={formats.exact(message.at)}>
            {formats.time(message.at)}
          </time>
        ) : null}
        {message.state === 'sending' ? <span>{t('chat.sending')}</span> : null}
        {message.state === 'failed' ? (
          <>
            <span className={classes.failed}>{t('chat.failed')}</span>
            <button type="button" className={classes.again} onClick={() => onRetry?.(message.id)}>
              {t('chat.retry')}
            </button>
          </>
        ) : null}
      </p>
    </div>
  );
}

/** Keeps a list at its end while its reader is there, and leaves them where they are when they scrolled up. */
function useFollowEnd(count: number) {
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what moves the end
  useLayoutEffect(() => {
    if (atEnd.current && list.current) {
      list.current.scrollTop = list.current.scrollHeight;
    }
  }, [count]);
  const onScroll = () => {
    const element = list.current;
    if (element) {
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 24;
    }
  };
  return { list, onScroll };
}

/** Messages of both sides and a field to write: Enter sends, Shift+Enter starts a line. */
export function ChatPanel({ messages, onSend, onRetry, disabled, field, size = 'sm' }: ChatPanelProps) {
  const t = useUiMessages();
  const [draft, setDraft] = useState('');
  const { list, onScroll } = useFollowEnd(messages.length);
  const text = draft.trim();
  const over = text.length - MOST_CHARACTERS;
  const canSend = text !== '' && over <= 0 && !disabled;
  const send = () => {
    if (canSend) {
      onSend(text);
      setDraft('');
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is being composed (Japanese, Chinese …), Enter chooses it.
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <section className={classes.panel} aria-label={t('chat.title')}>
      <div
        ref={list}
        className={classes.log}
        onScroll={onScroll}
        role="log"
        aria-live="polite"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t('chat.title')}
      >
        {messages.length === 0 ? <p className={classes.empty}>{t('chat.empty')}</p> : null}
        {messages.map((message) => (
          <Message key={message.id} message={message} {...(onRetry ? { onRetry } : {})} />
        ))}
      </div>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Textarea
          ref={field ?? null}
          className={classes.field ?? ''}
          size={size}
          aria-label={t('chat.message')}
          placeholder={t('chat.placeholder')}
          value={draft}
          error={over > 0 ? t('chat.too_long', { count: over }) : null}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          rows={2}
          dir="auto"
        />
        <Button
          type="submit"
          size={size}
          disabled={!canSend}
          leftSection={<IconSend size={16} aria-hidden className="mantine-rotate-rtl" />}
        >
          {t('chat.send')}
        </Button>
      </form>
    </section>
  );
}
