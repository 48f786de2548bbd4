import type { JanusCommand, JanusConfigOptions } from '@rem/media';

/** Writes Janus' configuration; loaded when it is needed, because the whole media engine comes with it. */
export async function configureJanus(options: JanusConfigOptions): Promise<JanusCommand> {
  const { janusConfig } = await import('@rem/media');
  return await janusConfig(options);
}
