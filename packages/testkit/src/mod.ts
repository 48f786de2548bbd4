export {
  type Browser,
  type BrowserContext,
  type ChromiumOptions,
  launchChromium,
  type Page,
} from './chromium.ts';
export {
  dropUdp,
  PRIVATE_ADDRESS,
  PRIVATE_PEER_ADDRESS,
  privateNetworkCommand,
  setUpPrivateNetwork,
  type UdpRule,
} from './netns.ts';
export { portAnswers } from './port.ts';
export { startPostgres, type TestPostgres } from './postgres.ts';
export { type Exit, type ProcessOptions, run, startNode, startProcess, TestProcess } from './process.ts';
export { type UntilOptions, until } from './until.ts';
