import { CloseButton } from '@mantine/core';
import { BrandMark, ChatPanel, ConnectionBanner } from '@rem/ui';
import { type RefObject, useRef, useState } from 'react';
import { CallStage } from '../call/CallStage.tsx';
import { CustomerCard } from '../call/CustomerCard.tsx';
import { FiguresStrip } from '../figures/FiguresStrip.tsx';
import { HelpSheet } from '../keys/HelpSheet.tsx';
import { useHelpKey, useShortcut } from '../keys/use-shortcut.ts';
import { useMessages } from '../messages/mod.ts';
import { OfferCard } from '../offer/OfferCard.tsx';
import { SettingsMenu } from '../settings/SettingsMenu.tsx';
import { IdlePanel } from '../state/IdlePanel.tsx';
import { StateControl } from '../state/StateControl.tsx';
import { TimelinePanel } from '../timeline/TimelinePanel.tsx';
import { WrapUpPanel } from '../wrap-up/WrapUpPanel.tsx';
import classes from './DeskScreen.module.css';
import type { DeskActions, DeskModel } from './model.ts';
import { OfferAnnouncer } from './OfferAnnouncer.tsx';

export interface DeskScreenProps {
  readonly model: DeskModel;
  readonly actions: DeskActions;
}

/** The session that is running now; one that ended is no longer on the stage. */
function runningSession({ desk }: DeskModel) {
  return desk.session && desk.session.phase.state !== 'ended' && desk.session.phase.state !== 'waiting'
    ? desk.session
    : null;
}

function Stage({ model, actions }: DeskScreenProps) {
  const { desk, clockOffset, pending } = model;
  const session = runningSession(model);
  if (session) {
    return <CallStage model={model} session={session} actions={actions} />;
  }
  if (desk.offer) {
    return (
      <OfferCard
        key={desk.offer.id}
        offer={desk.offer}
        clockOffset={clockOffset}
        pending={pending === 'wrap_up' ? null : pending}
        onAccept={actions.accept}
        onDecline={actions.decline}
      />
    );
  }
  if (desk.expert.state === 'wrap_up') {
    return (
      <WrapUpPanel
        key={desk.expert.sessionId}
        wrapUp={desk.expert}
        since={desk.since}
        after={desk.after}
        clockOffset={clockOffset}
        pending={pending === 'wrap_up'}
        onState={actions.setState}
        onComplete={actions.completeWrapUp}
      />
    );
  }
  return <IdlePanel expert={desk.expert} />;
}

/** Beside the stage while there is, or just was, a customer: who they are, what was written, what happened. */
function Side({
  model,
  actions,
  chat,
}: DeskScreenProps & { readonly chat: RefObject<HTMLTextAreaElement | null> }) {
  const { desk, entries } = model;
  const session = runningSession(model);
  useShortcut('chat', () => chat.current?.focus(), session !== null);
  if (!session && desk.expert.state !== 'wrap_up') {
    return null;
  }
  return (
    <aside className={classes.side}>
      <div className={classes.context}>
        {session ? (
          <CustomerCard session={session} entries={entries} clockOffset={model.clockOffset} />
        ) : null}
        <div className={classes.timeline}>
          <TimelinePanel entries={entries} me={desk.expertId} />
        </div>
      </div>
      <div className={classes.chat}>
        <ChatPanel
          messages={model.messages}
          onSend={actions.say}
          onRetry={actions.sayAgain}
          disabled={session === null}
          field={chat}
        />
      </div>
    </aside>
  );
}

function TopBar({ model, actions, onHelp }: DeskScreenProps & { readonly onHelp: () => void }) {
  const { desk, embedded } = model;
  return (
    <header className={classes.bar}>
      {embedded ? null : <BrandMark />}
      <StateControl
        desk={desk}
        clockOffset={model.clockOffset}
        onState={actions.setState}
        onSignOut={actions.signOut}
      />
      <div className={classes.figures}>
        <FiguresStrip figures={desk.figures} />
      </div>
      <SettingsMenu
        ring={model.ring}
        onRing={actions.setRing}
        onTryRing={actions.tryRing}
        onCheckDevices={desk.expert.state === 'away' ? actions.checkDevices : null}
        onHelp={onHelp}
      />
      {embedded ? null : (
        <span className={classes.name} title={desk.name}>
          {desk.name}
        </span>
      )}
    </header>
  );
}

/** The expert's one screen: drawn from the model alone, changed through the actions alone. */
export function DeskScreen({ model, actions }: DeskScreenProps) {
  const t = useMessages();
  const chat = useRef<HTMLTextAreaElement>(null);
  const [help, setHelp] = useState(false);
  useHelpKey(() => setHelp(true));
  return (
    <div
      className={classes.desk}
      data-embedded={model.embedded ? '' : undefined}
      data-state={model.desk.expert.state}
    >
      <TopBar model={model} actions={actions} onHelp={() => setHelp(true)} />
      <div className={classes.notices}>
        <ConnectionBanner state={model.line} />
        <div role="alert">
          {model.notice ? (
            <p className={classes.notice}>
              <span>{model.notice}</span>
              <CloseButton aria-label={t('notice.dismiss')} size="sm" onClick={actions.dismissNotice} />
            </p>
          ) : null}
        </div>
      </div>
      <div className={classes.body}>
        <main className={classes.stage}>
          <Stage model={model} actions={actions} />
        </main>
        <Side model={model} actions={actions} chat={chat} />
      </div>
      <OfferAnnouncer offer={model.desk.offer} />
      <HelpSheet opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
