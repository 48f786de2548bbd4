import { createLiveClient, type LiveClient, type LiveState, liveUrl } from '@rem/client';
import { RemError } from '@rem/protocol';
import { useLanguage, useNow, useSnapshot } from '@rem/ui';
import { useEffect, useState } from 'react';
import { useConsole } from '../hooks/console.tsx';
import { useMessages } from '../messages/mod.ts';
import { liveModel } from '../models/live.ts';
import { LiveBoard } from '../views/LiveBoard.tsx';

export interface LivePageProps {
  readonly wall: boolean;
  readonly onWall: (wall: boolean) => void;
}

const connectionShown = (state: LiveState['connection']) =>
  state === 'connecting' || state === 'reconnecting' ? state : null;

function Following({ client, wall, onWall }: LivePageProps & { readonly client: LiveClient }) {
  const t = useMessages();
  const { language } = useLanguage();
  const { directory } = useConsole();
  const { live, connection, closedBecause, clockOffset } = useSnapshot(client.state);
  const now = useNow(clockOffset);
  const known = { directory, language, unknown: t('common.unknown') };
  return (
    <LiveBoard
      model={live && liveModel(live, known, now)}
      connection={connectionShown(connection)}
      closed={closedBecause && RemError.fromWire(closedBecause)}
      wall={wall}
      onWall={onWall}
      onReload={() => location.reload()}
    />
  );
}

/** The picture of now over the live line, for as long as the page is open. */
export function LivePage(props: LivePageProps) {
  const { reloadDirectory } = useConsole();
  const [client, setClient] = useState<LiveClient | null>(null);
  useEffect(() => {
    const made = createLiveClient({ url: liveUrl(location), as: 'console' });
    setClient(made);
    reloadDirectory();
    return () => made.close();
  }, [reloadDirectory]);
  return client === null ? null : <Following client={client} {...props} />;
}
