import type { LiveClient, LocalMedia } from '@rem/client';
import type { Command } from '@rem/protocol';
import { useErrorMessage, useSnapshot } from '@rem/ui';
import { useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import { keepRingSettings, type RingSettings, readRingSettings } from '../offer/ring-settings.ts';
import { askToNotify, useOfferAlarm } from '../offer/use-offer-alarm.ts';
import { dropDrafts } from '../wrap-up/draft.ts';
import { messagesOf } from './messages-of.ts';
import type { DeskActions, DeskModel } from './model.ts';
import { useChat } from './use-chat.ts';
import { useDeskMedia } from './use-desk-media.ts';

export interface DeskOptions {
  readonly live: LiveClient;
  readonly media: LocalMedia;
  readonly embedded: boolean;
  readonly onCheckDevices: () => void;
  readonly onSignOut: () => void;
}

/** The desk's state and what can be done with it; null until the server told it. */
export function useDesk(
  options: DeskOptions,
): { readonly model: DeskModel; readonly actions: DeskActions } | null {
  const { live, media } = options;
  const t = useMessages();
  const state = useSnapshot(live.state);
  const local = useSnapshot(media.state);
  const commands = useCommands(live);
  const [ring, setRing] = useState<RingSettings>(readRingSettings);
  const { desk } = state;
  const own = useDeskMedia(live, media, desk);
  const chat = useChat(live, desk?.session?.id ?? null);
  const alarm = useOfferAlarm(desk?.offer ?? null, ring);
  if (!desk) {
    return null;
  }
  const customer = desk.session?.customerName ?? t('call.customer');
  const model: DeskModel = {
    desk,
    clockOffset: state.clockOffset,
    line: state.connection === 'connecting' || state.connection === 'reconnecting' ? state.connection : null,
    call: own.call,
    local,
    wanted: own.wanted,
    entries: state.entries,
    messages: messagesOf(state.entries, chat.outgoing, { me: desk.name, customer }),
    ring,
    pending: commands.pending,
    notice: commands.notice,
    embedded: options.embedded,
  };
  const offerId = desk.offer?.id;
  const actions: DeskActions = {
    setState: (wanted) => {
      askToNotify();
      commands.run({ type: 'expert:state', state: wanted });
    },
    accept: () => offerId && commands.run({ type: 'offer:accept', offerId }, 'accept'),
    decline: (reason) => offerId && commands.run({ type: 'offer:decline', offerId, reason }, 'decline'),
    toggleMicrophone: own.toggleMicrophone,
    toggleCamera: own.toggleCamera,
    toggleHold: () => {
      if (desk.session?.phase.state === 'active') {
        commands.run({ type: 'session:hold', held: !desk.session.phase.held });
      }
    },
    end: () => commands.run({ type: 'session:end' }),
    say: chat.say,
    sayAgain: chat.sayAgain,
    completeWrapUp: (done) => {
      if (desk.expert.state === 'wrap_up') {
        const { sessionId } = desk.expert;
        commands.run({ type: 'wrapup:complete', sessionId, ...done }, 'wrap_up', dropDrafts);
      }
    },
    setRing: (settings) => {
      keepRingSettings(settings);
      setRing(settings);
    },
    tryRing: alarm.tryRing,
    checkDevices: options.onCheckDevices,
    signOut: () =>
      commands.run({ type: 'expert:state', state: { state: 'offline' } }, null, options.onSignOut),
    dismissNotice: commands.dismiss,
  };
  return { model, actions };
}

/** Sends commands, says which one waits, and puts a refusal into words. */
function useCommands(live: LiveClient) {
  const errorMessage = useErrorMessage();
  const [pending, setPending] = useState<DeskModel['pending']>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const run = (command: Command, waits: DeskModel['pending'] = null, then?: () => void) => {
    setNotice(null);
    setPending(waits);
    live
      .send(command)
      .then(then, (error: unknown) => setNotice(errorMessage(error)))
      .finally(() => setPending((now) => (now === waits ? null : now)));
  };
  return { run, pending, notice, dismiss: () => setNotice(null) };
}
