export { BareCaller, type BarePeerConfig, type DrivenPage, type Received } from './bare-caller.ts';
export { type BarePageServer, serveBarePage } from './bare-page.ts';
