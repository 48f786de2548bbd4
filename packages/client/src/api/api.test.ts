import { expect, test } from 'vitest';
import { createApi } from './api.ts';

const ID = '11111111-1111-4111-8111-111111111111';

/** A server that answers every request with this, and what it was asked. */
function serverWith(status: number, body: unknown) {
  const asked: { url: string; method: string | undefined; body: unknown }[] = [];
  const api = createApi({
    base: 'https://rem.example',
    fetch: async (url, init) => {
      asked.push({
        url: String(url),
        method: init?.method,
        body: init?.body && JSON.parse(String(init.body)),
      });
      return new Response(body === null ? null : JSON.stringify(body), { status });
    },
  });
  return { api, asked };
}

test('[CLI40] asks the right address and parses the answer', async () => {
  const skill = { id: ID, version: 1, name: 'Mortgages' };
  const { api, asked } = serverWith(200, { items: [skill], total: 1, page: 1, size: 50 });
  const page = await api.directory('skills').list({ q: 'mort', page: 2 });
  expect(page.items).toEqual([skill]);
  expect(asked[0]).toMatchObject({ url: 'https://rem.example/api/v1/skills?q=mort&page=2', method: 'GET' });
});

test('[CLI40] changes name their version, removals have no body', async () => {
  const { api, asked } = serverWith(204, null);
  await expect(api.people.remove(ID, 7)).resolves.toBeUndefined();
  expect(asked[0]).toMatchObject({
    url: `https://rem.example/api/v1/people/${ID}?version=7`,
    method: 'DELETE',
  });
});

test('[CLI41] a refusal rejects with the server’s row of the error catalogue', async () => {
  const { api } = serverWith(409, {
    error: { code: 'conflict', message: 'm', retryable: true, detail: 'v2' },
  });
  await expect(api.keys.create('ci')).rejects.toMatchObject({
    name: 'RemError',
    code: 'conflict',
    detail: 'v2',
  });
});

test.each([
  [502, 'unavailable'],
  [500, 'internal'],
])('[CLI41] an answer %d of something in between is %s', async (status, code) => {
  const { api } = serverWith(status, null);
  await expect(api.me()).rejects.toMatchObject({ code });
});

test('[CLI41] an answer of another form than agreed is an error, and so is none at all', async () => {
  await expect(serverWith(200, { id: 5 }).api.me()).rejects.toMatchObject({ code: 'internal' });
  const away = createApi({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
  await expect(away.setup()).rejects.toMatchObject({ code: 'unavailable' });
});
