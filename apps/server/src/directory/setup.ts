import {
  type Branch,
  type CustomerSetup,
  customerSetup,
  customerSetupQuery,
  pageLanguages,
  restPrefix,
} from '@rem/protocol';
import type { Store } from '@rem/store';
import { answers } from '../http/answers.ts';
import type { App } from '../http/types.ts';

export interface SetupDeps {
  readonly store: Pick<Store, 'directory'>;
  readonly brand: string;
}

const named = (thing: { id: string; name: string } | null) =>
  thing ? { id: thing.id, name: thing.name } : null;

/** What a customer's page draws itself from: an enrolled kiosk's own branch and services, or a link's branch. */
async function setupFor(
  { store, brand }: SetupDeps,
  kioskId: string | null,
  linkedBranch: string | undefined,
): Promise<CustomerSetup> {
  const kiosk = kioskId ? await store.directory.get('kiosks', kioskId) : null;
  const branchId = kiosk?.branchId ?? linkedBranch;
  const [branch, services] = await Promise.all([
    branchId ? store.directory.get('branches', branchId) : (null as Branch | null),
    store.directory.all('services'),
  ]);
  return {
    brand: { name: brand },
    branch: named(branch),
    kiosk: named(kiosk),
    languages: branch?.languages ?? [...pageLanguages],
    services: services
      .filter(({ id, active }) => active && (kiosk?.serviceIds?.includes(id) ?? true))
      .sort((a, b) => a.position - b.position || a.name.en.localeCompare(b.name.en, 'en'))
      .map(({ id, name, description, icon }) => ({ id, name, description, icon })),
  };
}

/** The one thing of the directory that anybody may read. */
export function registerSetup(app: App, deps: SetupDeps): void {
  app.get(
    `${restPrefix}/setup`,
    {
      config: { right: 'public' },
      schema: {
        tags: ['customer'],
        summary: 'What the customer page shows',
        querystring: customerSetupQuery,
        response: answers(customerSetup),
      },
    },
    async (request) => setupFor(deps, (await request.principal()).kioskId, request.query.branch),
  );
}
