import { createLiveClient, createLocalMedia, type LiveClient, liveUrl } from '@rem/client';
import { RemError } from '@rem/protocol';
import { ErrorState, useErrorMessage, useSnapshot } from '@rem/ui';
import { useEffect, useState } from 'react';
import { rememberChecked, wasChecked } from '../check/checked.ts';
import { DeviceCheck } from '../check/DeviceCheck.tsx';
import { useMessages } from '../messages/mod.ts';
import classes from './Desk.module.css';
import { Desk, Opening } from './Desk.tsx';

export interface WorkplaceProps {
  readonly embedded: boolean;
  readonly onSignOut: () => void;
  /** The server says that nobody is signed in any more. */
  readonly onUnauthenticated: () => void;
}

const openLine = () => createLiveClient({ url: liveUrl(location), as: 'desk' });

/** The line of this window; `again` makes a new one after the old was closed for good. */
function useLine(): { readonly live: LiveClient; readonly again: () => void } {
  const [live, setLive] = useState(openLine);
  useEffect(() => () => live.close(), [live]);
  return { live, again: () => setLive(openLine()) };
}

/** A signed-in expert's window: first the device check, then the desk; or why this window is not the desk. */
export function Workplace(props: WorkplaceProps) {
  const { live, again } = useLine();
  const state = useSnapshot(live.state);
  const lost = state.closedBecause?.code === 'unauthenticated';
  const { onUnauthenticated } = props;
  useEffect(() => {
    if (lost) {
      onUnauthenticated();
    }
  }, [lost, onUnauthenticated]);
  if (state.closedBecause) {
    return <Closed error={RemError.fromWire(state.closedBecause)} onAgain={again} />;
  }
  return <Open key={state.connection === 'closed' ? 'closed' : 'open'} live={live} {...props} />;
}

/** Why the line is closed for good, and the way to open it here. */
export function Closed({ error, onAgain }: { readonly error: RemError; readonly onAgain: () => void }) {
  const t = useMessages();
  const errorMessage = useErrorMessage();
  return (
    <main className={classes.centre}>
      {error.code === 'replaced' ? (
        <ErrorState
          what={t('replaced.title')}
          means={t('replaced.means')}
          onRetry={onAgain}
          retryLabel={t('replaced.use_here')}
        />
      ) : (
        <ErrorState what={t('closed.title')} means={errorMessage(error)} onRetry={onAgain} />
      )}
    </main>
  );
}

function Open({ live, embedded, onSignOut }: WorkplaceProps & { readonly live: LiveClient }) {
  const [media] = useState(() => createLocalMedia());
  const [checking, setChecking] = useState(() => !wasChecked());
  const { desk } = useSnapshot(live.state);
  useEffect(() => () => media.close(), [media]);
  if (!desk) {
    return <Opening />;
  }
  // A customer comes before the check: after a reload in a call the desk is there at once.
  if (checking && desk.expert.state === 'away') {
    const done = () => {
      rememberChecked();
      setChecking(false);
    };
    return <DeviceCheck live={live} media={media} onDone={done} />;
  }
  return (
    <Desk
      live={live}
      media={media}
      embedded={embedded}
      onCheckDevices={() => setChecking(true)}
      onSignOut={onSignOut}
    />
  );
}
