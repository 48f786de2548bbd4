import {
  type AccountRole,
  type ClientFrameType,
  type Command,
  frameRights,
  hasRight,
  RemError,
  type Role,
} from '@rem/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KIOSK_COOKIE } from '../identity/cookies.ts';
import { formatApiKey, hashOf, newToken } from '../identity/tokens.ts';
import { by, type House, openHouse, openSite, type Site } from '../testing/house.ts';
import { newId, TestClient } from '../testing/test-client.ts';

let site: Site;
let house: House;
beforeAll(async () => {
  site = await openSite();
  house = await openHouse(site);
});
afterAll(async () => {
  await house.close();
  await site.close();
});

const id = newId();
/** One well-formed frame of each type. */
const frames: { [T in Exclude<ClientFrameType, 'hello' | 'pong'>]: Extract<Command, { type: T }> } = {
  'session:request': {
    ...{ type: 'session:request', requestId: id, serviceId: id, language: 'en' },
    consents: { terms: true, recording: false },
  },
  'session:cancel': { type: 'session:cancel' },
  'check:start': { type: 'check:start' },
  'check:stop': { type: 'check:stop' },
  'expert:state': { type: 'expert:state', state: { state: 'available' } },
  'offer:accept': { type: 'offer:accept', offerId: id },
  'offer:decline': { type: 'offer:decline', offerId: id, reason: 'busy' },
  'session:hold': { type: 'session:hold', held: true },
  'wrapup:complete': { type: 'wrapup:complete', sessionId: id, dispositionId: null, note: '' },
  'session:end': { type: 'session:end' },
  'chat:send': { type: 'chat:send', messageId: id, text: 'x' },
  'media:publish': { type: 'media:publish', sdp: 'v=0' },
  'media:answer': { type: 'media:answer', negotiation: 1, sdp: 'v=0' },
  'media:candidate': { type: 'media:candidate', link: 'publish', candidate: null },
  'media:resubscribe': { type: 'media:resubscribe' },
  'media:keyframe': { type: 'media:keyframe' },
  'media:ready': { type: 'media:ready' },
  'media:state': { type: 'media:state', state: { audio: true, video: true, quality: null } },
};

/** What each page may be asked for besides the right: frames of the other page are refused. */
const customerOnly = ['session:request', 'session:cancel'];

async function outcome(client: TestClient, command: Command): Promise<string> {
  try {
    await client.send(command);
    return 'taken';
  } catch (error) {
    return RemError.from(error).code === 'forbidden' ? 'forbidden' : 'taken';
  }
}

async function device(): Promise<TestClient> {
  const { store } = house.bank;
  const token = newToken();
  const branch = await store.directory.create(
    'branches',
    { name: 'Main Street', address: '', timeZone: 'UTC', languages: ['en'] },
    by,
  );
  const kiosk = await store.directory.create(
    'kiosks',
    { name: 'K1', branchId: branch.id, serviceIds: null },
    by,
  );
  await store.kiosks.setEnrolCode(kiosk.id, hashOf('code'), Date.now() + 60_000, by);
  await store.kiosks.enrol({
    codeHash: hashOf('code'),
    tokenHash: hashOf(token),
    now: Date.now(),
    address: null,
  });
  house.server.bus.publish({ topic: 'directory', kind: 'branches', id: branch.id });
  house.server.bus.publish({ topic: 'directory', kind: 'kiosks', id: kiosk.id });
  await new Promise(setImmediate);
  return TestClient.connect({ ...house.client, cookie: `${KIOSK_COOKIE}=${token}` }, { as: 'customer' });
}

async function person(role: AccountRole): Promise<TestClient> {
  const accountId = await house.bank.person(`Walks ${role}`.replace(' ', '-'), [role]);
  return role === 'expert' ? house.desk(accountId) : house.console(accountId);
}

async function service(): Promise<TestClient> {
  const secret = newToken();
  const key = await house.bank.store.keys.create({ name: 'key', keyHash: hashOf(secret) }, by);
  const headers = { authorization: `Bearer ${formatApiKey(key.id, secret)}` };
  return TestClient.connect({ ...house.client, headers }, { as: 'console' });
}

describe('the right each frame type needs', () => {
  it.each<[Role, () => Promise<TestClient>]>([
    ['customer', () => house.customer()],
    ['device', device],
    ['expert', () => person('expert')],
    ['supervisor', () => person('supervisor')],
    ['administrator', () => person('administrator')],
    ['service', service],
  ])('[LIV4] %s: frames are taken as the table says, from the page they are for', async (role, connect) => {
    const client = await connect();
    for (const command of Object.values(frames)) {
      const ofThisPage = role === 'expert' ? !customerOnly.includes(command.type) : true;
      const may = hasRight([role], frameRights[command.type]) && ofThisPage;
      expect(`${command.type} ${await outcome(client, command)}`).toBe(
        `${command.type} ${may ? 'taken' : 'forbidden'}`,
      );
    }
    await client.close();
  });
});

describe('who may say hello as what', () => {
  it('[LIV2] is nobody but experts at a desk and those with the right at a console', async () => {
    const hello = (as: 'desk' | 'console', cookie?: string) =>
      TestClient.connect({ ...house.client, ...(cookie && { cookie }) }, { as });
    await expect(hello('desk')).rejects.toMatchObject({ code: 'unauthenticated' });
    await expect(hello('console')).rejects.toMatchObject({ code: 'unauthenticated' });
    const expert = await house.bank.cookie(await house.bank.person('Eva'));
    const supervisor = await house.bank.cookie(await house.bank.person('Sven', ['supervisor']));
    await expect(hello('console', expert)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hello('desk', supervisor)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(hello('desk', `${expert}x`)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
