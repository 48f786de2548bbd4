import type { LiveClient, MediaRoom } from '../live/types.ts';

/** What both links of a participant are made with. */
export interface LinkOptions {
  readonly live: LiveClient;
  readonly room: MediaRoom;
  readonly RTCPeerConnection: typeof RTCPeerConnection;
  /** The connection's state changed, or there is another connection. */
  readonly onChange: () => void;
}

export function newConnection({
  live,
  RTCPeerConnection: Connection,
  onChange,
}: LinkOptions): RTCPeerConnection {
  const { iceServers } = live.state.getSnapshot();
  const connection = new Connection({
    iceServers: iceServers.map(({ urls, username, credential }) => ({
      urls,
      ...(username !== undefined && { username }),
      ...(credential !== undefined && { credential }),
    })),
    bundlePolicy: 'max-bundle',
  });
  connection.onconnectionstatechange = onChange;
  return connection;
}

/** Closes without a last state change that nobody waits for. */
export function closeConnection(connection: RTCPeerConnection | null): void {
  if (!connection) return;
  connection.onconnectionstatechange = null;
  connection.onicecandidate = null;
  connection.close();
}

/** Session id of a description: second field of its `o=` line (RFC 8866 §5.2). */
export function sessionIdOf(sdp: string): string | null {
  return /^o=\S+ (\S+) /m.exec(sdp)?.[1] ?? null;
}
