import { createLevelMeter, type LiveClient, type LocalMedia, networkCheck, playTestTone } from '@rem/client';
import { useSnapshot } from '@rem/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckActions, CheckModel } from './model.ts';

/** Louder than the noise of a quiet room (0–1). */
const HEARD_FROM = 0.05;
const LISTEN_EVERY_MS = 200;

/** Whether the microphone hears anything, and how much now. */
function useMicrophone(track: MediaStreamTrack | null): Pick<CheckModel, 'level' | 'heard'> {
  const [heard, setHeard] = useState(false);
  const read = useRef<() => number>(() => 0);
  const level = useCallback(() => read.current(), []);
  useEffect(() => {
    setHeard(false);
    if (!track) {
      return;
    }
    const meter = createLevelMeter(track);
    read.current = meter.level;
    const timer = setInterval(() => setHeard((was) => was || meter.peak() > HEARD_FROM), LISTEN_EVERY_MS);
    return () => {
      clearInterval(timer);
      read.current = () => 0;
      meter.close();
    };
  }, [track]);
  return { level, heard };
}

export function useDeviceCheck(
  live: LiveClient,
  media: LocalMedia,
  onDone: () => void,
): { readonly model: CheckModel; readonly actions: CheckActions } {
  const local = useSnapshot(media.state);
  const microphone = useMicrophone(local.audioTrack);
  const [speaker, setSpeaker] = useState<CheckModel['speaker']>('untried');
  const [network, setNetwork] = useState<CheckModel['network']>('running');
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is what asks again
  useEffect(() => {
    const stop = new AbortController();
    void media.open();
    setNetwork('running');
    networkCheck(live, { signal: stop.signal }).then(
      (figures) => stop.signal.aborted || setNetwork(figures),
      () => stop.signal.aborted || setNetwork('failed'),
    );
    return () => stop.abort();
  }, [live, media, round]);
  useEffect(() => () => media.close(), [media]);
  const actions: CheckActions = {
    play: () => {
      setSpeaker('playing');
      playTestTone().then(
        () => setSpeaker('played'),
        () => setSpeaker('untried'),
      );
    },
    confirmHeard: () => setSpeaker('heard'),
    again: () => setRound((before) => before + 1),
    done: onDone,
  };
  return { model: { local, ...microphone, speaker, network }, actions };
}
