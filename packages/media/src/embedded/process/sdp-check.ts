import { MediaError } from '../../errors.ts';

/** A party sends two or three streams; more is nobody's call. */
const MOST_SECTIONS = 16;

/**
 * Refuses early what a peer connection would take without a word and then never connect: descriptions without
 * media, ICE credentials or a DTLS fingerprint.
 * @throws MediaError `invalid_sdp`
 */
export function checkOffer(sdp: string): void {
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

/** The same for an answer. @throws MediaError `invalid_sdp` */
export const checkAnswer = checkOffer;
