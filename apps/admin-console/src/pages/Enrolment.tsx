import { type Kiosk, RemError } from '@rem/protocol';
import { useErrorMessage, useNow } from '@rem/ui';
import { useEffect, useState } from 'react';
import { useConsole } from '../hooks/console.tsx';
import { useMessages } from '../messages/mod.ts';
import { KioskEnrolment } from '../views/KioskEnrolment.tsx';

/** While a code is shown, the kiosk is looked at this often (ms) to see that the code was used. */
const LOOK_MS = 2_000;

export interface EnrolmentContainerProps {
  readonly kiosk: Kiosk;
  readonly readOnly: boolean;
  readonly onChanged: () => void;
}

interface Code {
  readonly text: string;
  readonly expiresAt: number;
  readonly used: boolean;
}

/** Makes enrol codes for a kiosk and sees when one was used. */
export function Enrolment({ kiosk: loaded, readOnly, onChanged }: EnrolmentContainerProps) {
  const t = useMessages();
  const told = useErrorMessage();
  const { api, notify } = useConsole();
  const [kiosk, setKiosk] = useState(loaded);
  const [code, setCode] = useState<Code | null>(null);
  const [busy, setBusy] = useState(false);
  const [asksUnenrol, setAsksUnenrol] = useState(false);
  const now = useNow();
  const waits = code !== null && !code.used && code.expiresAt > now;
  const { id, name } = loaded;
  const boundBefore = kiosk.enrolledAt;

  useEffect(() => {
    if (!waits) return;
    let dropped = false;
    const timer = setInterval(() => {
      api
        .directory('kiosks')
        .get(id)
        .then(
          (seen) => {
            if (dropped || seen.enrolledAt === null || seen.enrolledAt === boundBefore) return;
            setKiosk(seen);
            setCode((old) => old && { ...old, used: true });
            onChanged();
          },
          () => undefined, // looked at again in a moment
        );
    }, LOOK_MS);
    return () => {
      dropped = true;
      clearInterval(timer);
    };
  }, [waits, api, id, boundBefore, onChanged]);

  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify({ text: t('panel.not_saved', { why: told(RemError.from(error)) }), bad: true });
    } finally {
      setBusy(false);
    }
  };
  return (
    <KioskEnrolment
      {...{ kiosk, readOnly, code, now, busy, asksUnenrol }}
      clockOffset={0}
      address={`${location.origin}/?enrol`}
      onAskUnenrol={setAsksUnenrol}
      onMakeCode={() =>
        void run(async () => {
          const { code: text, expiresAt } = await api.kiosks.enrolCode(id);
          setCode({ text, expiresAt, used: false });
        })
      }
      onUnenrol={() =>
        void run(async () => {
          await api.kiosks.unenrol(id);
          setAsksUnenrol(false);
          setCode(null);
          setKiosk((old) => ({ ...old, enrolledAt: null }));
          notify({ text: t('kiosks.unenrolled', { name }), bad: false });
          onChanged();
        })
      }
    />
  );
}
