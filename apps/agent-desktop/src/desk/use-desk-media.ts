import { type Call, type CallSnapshot, createCall, type LiveClient, type LocalMedia } from '@rem/client';
import type { DeskView } from '@rem/protocol';
import { useSnapshot } from '@rem/ui';
import { useEffect, useState } from 'react';

export interface DeskMedia {
  readonly call: CallSnapshot;
  readonly wanted: { readonly audio: boolean; readonly video: boolean };
  readonly toggleMicrophone: () => void;
  readonly toggleCamera: () => void;
}

/** Camera and microphone are needed from the ring on, so that the picture is there when the customer's is. */
function needsMedia(desk: DeskView | null): boolean {
  const phase = desk?.session?.phase.state;
  return desk?.offer != null || phase === 'connecting' || phase === 'active';
}

/** The call of this desk. Between customers the camera is off, and stays off its light. */
export function useDeskMedia(live: LiveClient, media: LocalMedia, desk: DeskView | null): DeskMedia {
  const [call] = useState<Call>(() => createCall({ live, media }));
  const [audio, setAudio] = useState(true);
  const [video, setVideo] = useState(true);
  const snapshot = useSnapshot(call.state);
  const needed = needsMedia(desk);
  const held = desk?.session?.phase.state === 'active' && desk.session.phase.held;
  const sessionId = desk?.session?.id ?? null;
  useEffect(() => () => call.stop(), [call]);
  useEffect(() => {
    if (needed) {
      void media.open();
    } else {
      media.close();
    }
  }, [media, needed]);
  // Each customer begins with microphone and camera on, whatever the last one ended with.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another session is what resets
  useEffect(() => {
    setAudio(true);
    setVideo(true);
  }, [sessionId]);
  useEffect(() => call.setAudio(audio && !held), [call, audio, held]);
  useEffect(() => call.setVideo(video && !held), [call, video, held]);
  return {
    call: snapshot,
    wanted: { audio, video },
    toggleMicrophone: () => setAudio((on) => !on),
    toggleCamera: () => setVideo((on) => !on),
  };
}
