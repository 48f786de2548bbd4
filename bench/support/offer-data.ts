import { createHash, randomBytes } from 'node:crypto';
import { type Service, service as serviceSchema } from '@rem/protocol';
import type { Store } from '@rem/store';
import { audit } from './wish.ts';

export interface Filled {
  readonly service: Service;
  /** Of the experts, signed in. */
  readonly cookies: readonly string[];
}

/** One service, and experts who are signed in already: their passwords are not what is measured. */
export async function fill(store: Store, experts: number): Promise<Filled> {
  const fields = serviceSchema.omit({ id: true, version: true }).parse({ name: { en: 'Bench' } });
  const service = await store.directory.create('services', fields, audit);
  const cookies: string[] = [];
  for (let index = 0; index < experts; index += 1) {
    const person = await store.people.create(
      {
        fields: {
          ...{ signInName: `bench-${index}`, name: `Expert ${index}`, title: '', picture: null },
          ...{ roles: ['expert'], languages: ['en'], skills: {}, active: true },
        },
        passwordHash: 'no password',
      },
      audit,
    );
    const token = randomBytes(32).toString('base64url');
    await store.logins.create({
      tokenHash: createHash('sha256').update(token).digest('hex'),
      accountId: person.id,
      address: '127.0.0.1',
      userAgent: 'bench',
      expiresAt: Date.now() + 3_600_000,
    });
    cookies.push(`__Host-rem-session=${token}`);
  }
  return { service, cookies };
}
