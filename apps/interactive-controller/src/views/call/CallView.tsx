import type { CallSnapshot, LocalMediaSnapshot } from '@rem/client';
import { ChatPanel, QualityBadge, type ShownMessage, useNow, VideoTile } from '@rem/ui';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useMessages } from '../../messages/mod.ts';
import type { CustomerActions } from '../../model/model.ts';
import { Ask } from '../parts/Ask.tsx';
import { BigButton } from '../parts/BigButton.tsx';
import { Screen } from '../parts/Screen.tsx';
import { useEscape } from '../parts/use-escape.ts';
import classes from './CallView.module.css';
import { Controls } from './Controls.tsx';
import { type CallFacts, captionOf, coverOf } from './caption.ts';
import { SelfView } from './SelfView.tsx';

export interface CallViewProps extends Omit<CallFacts, 'now'> {
  readonly local: LocalMediaSnapshot;
  readonly messages: readonly ShownMessage[];
  readonly chatOpen: boolean;
  readonly unread: number;
  readonly clockOffset: number;
  readonly actions: Pick<
    CustomerActions,
    'hangUp' | 'setAudio' | 'setVideo' | 'showChat' | 'say' | 'sayAgain'
  >;
}

function Stage({ facts, local }: { readonly facts: CallFacts; readonly local: LocalMediaSnapshot }) {
  const t = useMessages();
  const { session, call } = facts;
  const expert = session.expert;
  const name = expert?.name ?? t('call.expert');
  const caption = captionOf(facts);
  return (
    <div className={classes.stage}>
      <VideoTile
        stream={call.remote}
        label={expert?.title ? `${name} · ${expert.title}` : name}
        picture={expert?.picture ?? null}
        audioOn={call.peer?.audio ?? true}
        videoOn={call.peer?.video ?? true}
        cover={coverOf(facts)}
        fit="contain"
      />
      <SelfView stream={local.stream} audio={call.audio} video={call.video} />
      <p className={classes.caption} data-tone={caption?.tone ?? 'none'} role="status" aria-live="polite">
        {caption ? t(caption.key, { name }) : ''}
      </p>
    </div>
  );
}

/** The conversation: the expert large, oneself small, and what to do about it below. */
export function CallView(props: CallViewProps) {
  const { call, local, actions, chatOpen, messages } = props;
  const t = useMessages();
  const now = useNow(props.clockOffset);
  const [asking, setAsking] = useState(false);
  useEscape(() => (chatOpen ? actions.showChat(false) : setAsking(true)), !asking);
  return (
    <Screen
      name="call"
      corner={<Quality call={call} />}
      bar={
        <Controls
          audio={call.audio}
          video={call.video}
          hasAudio={local.audioTrack !== null}
          hasVideo={local.videoTrack !== null}
          chatOpen={chatOpen}
          unread={props.unread}
          onHangUp={() => setAsking(true)}
          actions={actions}
        />
      }
    >
      <div className={classes.call} data-chat={chatOpen ? '' : undefined}>
        <Stage facts={{ ...props, now }} local={local} />
        {chatOpen ? (
          <aside className={classes.chat}>
            <div className={classes.close}>
              <BigButton
                label={t('call.chat_close')}
                icon={IconX}
                kind="quiet"
                size="small"
                onPress={() => actions.showChat(false)}
              />
            </div>
            <ChatPanel messages={messages} onSend={actions.say} onRetry={actions.sayAgain} size="lg" />
          </aside>
        ) : null}
      </div>
      {asking ? (
        <Ask title={t('call.hang_up_title')} text={t('call.hang_up_text')} onDismiss={() => setAsking(false)}>
          <BigButton label={t('call.go_on')} onPress={() => setAsking(false)} />
          <BigButton label={t('call.hang_up')} kind="danger" onPress={actions.hangUp} />
        </Ask>
      ) : null}
    </Screen>
  );
}

function Quality({ call }: { readonly call: CallSnapshot }) {
  const t = useMessages();
  return (
    <span className={classes.quality}>
      <QualityBadge quality={call.quality} label={t('call.you')} size="md" />
    </span>
  );
}
