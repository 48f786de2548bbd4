export * from './directory.ts';
export * from './errors.ts';
export * from './live.ts';
export * from './rest.ts';
export * from './rights.ts';
export * from './services.ts';
export * from './timeline.ts';
export * from './values.ts';
