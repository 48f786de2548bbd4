import { MediaError } from './errors.ts';

/** A party sends two or three streams; more is nobody's call. */
const MOST_SECTIONS = 16;

/**
 * Refuses early what a peer connection would take without a word and then never connect: descriptions without
 * media, ICE credentials or a DTLS fingerprint.
 * @throws MediaError `invalid_sdp`
 */
export function checkSdp(sdp: string): void {
  const sections = sdp.match(/^m=\S+/gm) ?? [];
  const fault =
    (!/^v=0\s*$/m.test(sdp) && 'it does not begin with v=0') ||
    (sections.length === 0 && 'it has no media') ||
    (sections.length > MOST_SECTIONS && 'it has too many media sections') ||
    (sections.some((section) => section !== 'm=audio' && section !== 'm=video') &&
      'only audio and video are spoken') ||
    (!/^a=ice-ufrag:\S+/m.test(sdp) && 'it has no ICE user name') ||
    (!/^a=ice-pwd:\S+/m.test(sdp) && 'it has no ICE password') ||
    (!/^a=fingerprint:\S+ \S+/m.test(sdp) && 'it has no DTLS fingerprint');
  if (fault) throw new MediaError('invalid_sdp', `the description cannot be used: ${fault}`);
}

/** The session id of an SDP: the second field of its `o=` line (RFC 8866 section 5.2). */
export function sdpSession(sdp: string): string | undefined {
  return /^o=\S+ (\S+) /m.exec(sdp)?.[1];
}

/** An SDP with another session id and version in its `o=` line. */
export function withSdpSession(sdp: string, session: string, version: number): string {
  return sdp.replace(/^o=\S+ \S+ \S+ /m, `o=- ${session} ${version} `);
}

/** An SDP whose streams are named anew: `names` gives the stream id (`msid`) for the `mid` of a media section. */
export function withStreamNames(sdp: string, names: ReadonlyMap<string, string>): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => {
      const mid = /^a=mid:(\S+)/m.exec(section)?.[1];
      const name = mid === undefined ? undefined : names.get(mid);
      if (mid === undefined || name === undefined) return section;
      const unnamed = section.replace(/^a=(msid:|ssrc:\d+ msid:).*\r?\n/gm, '');
      return `${unnamed.replace(/(\r?\n)*$/, '')}\r\na=msid:${name} ${name}-${mid}\r\n`;
    })
    .join('');
}

/**
 * Gives inactive sections a port again. A port of zero rejects a section for good (RFC 8843 section 6), and a bundle
 * whose first section is rejected with it.
 */
export function withoutRejection(sdp: string): string {
  return sdp.replace(/^(m=\S+) 0 /gm, '$1 9 ');
}
