import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@rem/testkit';
import { z } from 'zod';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const findings = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    nodes: z.array(z.object({ target: z.array(z.unknown()), failureSummary: z.string().optional() })),
  }),
);

/** What axe finds serious or critical on a page as it is now, a line each; the page must bypass its CSP. */
export async function seriousFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: await readFile(source, 'utf8') });
  const found: unknown = await page.evaluate('axe.run().then((result) => result.violations)');
  return findings
    .parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id} at ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
    );
}
