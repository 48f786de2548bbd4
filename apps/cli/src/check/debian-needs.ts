import type { DebianNeed } from '@rem/host';

const FONTS = '/usr/share/fonts/truetype/noto';

/** What the tests with real peers and browsers need of Debian, and what for. */
export const debianNeeds: readonly DebianNeed[] = [
  {
    package: 'chromium',
    command: 'chromium',
    why: 'the browser that opens our pages and takes part in calls',
  },
  {
    package: 'janus',
    command: 'janus',
    why: 'the second media engine, which must pass the same suite as our own',
  },
  { package: 'janus-tools', command: 'janus-pp-rec', why: 'turns recordings of Janus into playable files' },
  { package: 'coturn', command: 'turnserver', why: 'the relay for calls whose direct path is blocked' },
  {
    package: 'ffmpeg',
    command: 'ffprobe',
    why: 'looks into recordings: do they play, have they picture and sound',
  },
  { package: 'iproute2', command: 'ip', why: 'addresses in the private network that tests run in' },
  { package: 'nftables', command: 'nft', why: 'drops packets in that network: loss, a blocked direct path' },
  { package: 'util-linux', command: 'unshare', why: 'makes that network' },
  { package: 'iputils-ping', command: 'ping', why: 'shows that two hosts of that network reach each other' },
  { package: 'procps', command: 'ps', why: 'sees that no process is left' },
  {
    package: 'fonts-noto-core',
    command: `${FONTS}/NotoSansArabic-Regular.ttf`,
    why: 'letters of all five languages in screenshots, Arabic among them',
  },
];
