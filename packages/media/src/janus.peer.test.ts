import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flows } from '@rem/ports';
import { PRIVATE_ADDRESS, portAnswers, startProcess, type TestProcess, until } from '@rem/testkit';
import { type EngineUnderTest, mediaEngineContract } from './contract.ts';
import { createJanusEngine, type JanusCommand, janusConfig, type MediaEngine } from './mod.ts';
import { CuttableProxy } from './testing/cuttable-proxy.ts';

const secrets = { apiSecret: 'an api secret', adminKey: 'an "admin" key', adminSecret: 'an admin secret' };

async function startJanus({ command, args }: JanusCommand): Promise<TestProcess> {
  const child = startProcess(command, args);
  await until(() => portAnswers(flows.janus.port), { what: () => `Janus listens. It said:\n${child.tail}` });
  return child;
}

mediaEngineContract('janus', async (): Promise<EngineUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'rem-janus-'));
  const command = await janusConfig({
    ...secrets,
    folder,
    port: flows.janus.port,
    address: PRIVATE_ADDRESS,
    ports: flows.media.port,
  });
  let child = await startJanus(command);
  const proxy = await CuttableProxy.listen({ port: 0, host: '127.0.0.1' }, { port: flows.janus.port });
  const newEngine = (): MediaEngine =>
    createJanusEngine({
      url: `ws://127.0.0.1:${proxy.port}`,
      apiSecret: secrets.apiSecret,
      adminKey: secrets.adminKey,
      roomPin: 'a pin',
      memoryFile: join(folder, 'memory.json'),
    });
  let engine = newEngine();
  engine.start();
  return {
    engine,
    async replaceAdapter() {
      await engine.close();
      engine = newEngine();
      engine.start();
      return engine;
    },
    async killAndReplace() {
      await child.kill();
      child = await startJanus(command);
    },
    cutConnection: () => proxy.cut(),
    async close() {
      await engine.close();
      await proxy.close();
      await child.stop();
      await rm(folder, { recursive: true });
    },
  };
});
