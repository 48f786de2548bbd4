export interface JanusFilesOptions {
  readonly folder: string;
  readonly apiSecret: string;
  readonly adminKey: string;
  readonly address: string | undefined;
  readonly ports: string;
}

/** The files of Janus' configuration folder, by name. Loaded when it is needed: werift comes with it. */
export async function janusFiles(options: JanusFilesOptions): Promise<Record<string, string>> {
  const { janusConfig } = await import('@rem/media');
  return janusConfig(options);
}
