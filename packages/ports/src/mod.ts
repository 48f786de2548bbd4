export { type Flow, flows, type PortSpec } from './catalogue.ts';
