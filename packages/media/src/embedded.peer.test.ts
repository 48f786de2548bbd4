import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PRIVATE_ADDRESS, startNode, type TestProcess } from '@rem/testkit';
import { type EngineUnderTest, mediaEngineContract } from './contract.ts';
import { createEmbeddedEngine } from './mod.ts';
import { CuttableProxy } from './testing/cuttable-proxy.ts';

const MAIN = fileURLToPath(new URL('../../../apps/media-engine/src/main.ts', import.meta.url));

async function startEngine(socketPath: string): Promise<TestProcess> {
  const child = startNode(MAIN, [], {
    env: { ...process.env, REM_MEDIA_SOCKET: socketPath, REM_MEDIA_ADDRESS: PRIVATE_ADDRESS },
  });
  await child.waitForLine(/"msg":"ready"/);
  return child;
}

mediaEngineContract('embedded', async (): Promise<EngineUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'rem-media-'));
  const socketPath = join(folder, 'engine.sock');
  const proxyPath = join(folder, 'proxy.sock');
  let child = await startEngine(socketPath);
  const proxy = await CuttableProxy.listen({ path: proxyPath }, { path: socketPath });
  let engine = createEmbeddedEngine({ socketPath: proxyPath });
  engine.start();
  return {
    engine,
    async replaceAdapter() {
      await engine.close();
      engine = createEmbeddedEngine({ socketPath: proxyPath });
      engine.start();
      return engine;
    },
    async killAndReplace() {
      await child.kill();
      child = await startEngine(socketPath);
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
