import { expect, test } from 'vitest';
import { checkSdp, sdpSession, withSdpSession, withStreamNames } from './sdp.ts';

const GOOD = [
  ...['v=0', 'o=- 4611731400430051336 2 IN IP4 127.0.0.1', 's=-', 't=0 0'],
  ...['a=ice-ufrag:abcd', 'a=ice-pwd:efgh', 'a=fingerprint:sha-256 00:11'],
  ...['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0', 'a=msid:janus janus0', 'a=ssrc:1 cname:janus'],
  ...['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:1', 'a=msid:janus janus1', 'a=ssrc:2 msid:janus janus1', ''],
].join('\r\n');

test('[MED11] a whole description is taken', () => {
  expect(() => checkSdp(GOOD)).not.toThrow();
});

test.each([
  ['nothing', '', /v=0/],
  ['no media', 'v=0\r\n', /no media/],
  ['data channels', GOOD.replace('m=video', 'm=application'), /only audio and video/],
  ['no user name', GOOD.replace('a=ice-ufrag:abcd', 'a=x'), /user name/],
  ['no password', GOOD.replace('a=ice-pwd:efgh', 'a=x'), /password/],
  ['no fingerprint', GOOD.replace('a=fingerprint:sha-256 00:11', 'a=x'), /fingerprint/],
  ['too many sections', GOOD + 'm=audio 9 X 1\r\n'.repeat(20), /too many/],
])('[MED11] %s is refused in words', (_, sdp, words) => {
  expect(() => checkSdp(sdp)).toThrow(words);
  expect(() => checkSdp(sdp)).toThrow(expect.objectContaining({ code: 'invalid_sdp' }));
});

test('[MED16] the session of a description is read and set', () => {
  expect(sdpSession(GOOD)).toBe('4611731400430051336');
  expect(sdpSession('')).toBeUndefined();
  expect(sdpSession(withSdpSession(GOOD, '77', 3))).toBe('77');
});

test('[MED17] streams are named by who sends them', () => {
  const named = withStreamNames(GOOD, new Map([['1', 'ann']]));
  expect(named).toContain('a=mid:0\r\na=msid:janus janus0\r\n');
  expect(named).toMatch(/a=mid:1\r\na=msid:ann ann-1\r\n$/);
  expect(named).not.toContain('a=ssrc:2 msid:');
});
