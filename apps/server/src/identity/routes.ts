import type { Bus } from '@rem/bus';
import { account, newPassword, RemError, restPrefix, signInBody } from '@rem/protocol';
import type { Store } from '@rem/store';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answers, nothing } from '../http/answers.ts';
import type { Limiters } from '../http/limits.ts';
import type { App } from '../http/types.ts';
import type { Accounts, SignInFrom } from './accounts.ts';
import { type CookiePolicy, endedSessionCookie, sessionCookie } from './cookies.ts';

export interface AccountRoutes {
  readonly accounts: Accounts;
  readonly people: Pick<Store['people'], 'get'>;
  readonly bus: Pick<Bus, 'publish'>;
  readonly limiters: Limiters;
  readonly cookies: CookiePolicy;
}

const tags = ['identity'];

const passwordBody = z.object({
  /** The present password: a page left open is not enough to take an account over. */
  current: z.string().min(1).max(128),
  next: newPassword,
});

async function signInFrom(request: FastifyRequest): Promise<SignInFrom> {
  const { address, loginHash } = await request.principal();
  return { address, userAgent: request.headers['user-agent'] ?? '', previous: loginHash };
}

/** Runs an attempt that proves a password; one that fails is counted. */
async function counted<T>(limiters: Limiters, request: FastifyRequest, attempt: Promise<T>): Promise<T> {
  try {
    return await attempt;
  } catch (error) {
    if (error instanceof RemError && error.code === 'bad_credentials') await limiters.signInFailed(request);
    throw error;
  }
}

type Ended = (accountId: string) => void;

/** Signing in and out, who one is, and one's own password. */
export function registerAccounts(app: App, routes: AccountRoutes): void {
  /** A sign-in ended: live connections that stand on it are to ask again who they are. */
  const ended: Ended = (id) => routes.bus.publish({ topic: 'directory', kind: 'people', id });
  registerSignIn(app, routes, ended);
  registerSelf(app, routes, ended);
}

function registerSignIn(app: App, { accounts, limiters, cookies }: AccountRoutes, ended: Ended): void {
  app.post(
    `${restPrefix}/sign-in`,
    {
      config: { right: 'public' },
      schema: {
        tags,
        summary: 'Sign in; answers with a session cookie',
        body: signInBody,
        response: answers(account),
      },
      onRequest: limiters.signInByAddress,
    },
    async (request, reply) => {
      await limiters.signInByName(request.body.name, request, reply);
      const { account, token } = await counted(
        limiters,
        request,
        accounts.signIn(request.body, await signInFrom(request)),
      );
      reply.header('set-cookie', sessionCookie(token, cookies));
      return account;
    },
  );

  app.post(
    `${restPrefix}/sign-out`,
    {
      config: { right: 'public' },
      schema: { tags, summary: 'Sign out; again is no error', response: nothing },
    },
    async (request, reply) => {
      const principal = await request.principal();
      await accounts.signOut(principal);
      if (principal.accountId) ended(principal.accountId);
      return reply.header('set-cookie', endedSessionCookie(cookies)).code(204).send(null);
    },
  );
}

function registerSelf(app: App, { accounts, people, limiters, cookies }: AccountRoutes, ended: Ended): void {
  app.get(
    `${restPrefix}/me`,
    {
      config: { right: 'account:self' },
      schema: { tags, summary: 'Who is signed in', response: answers(account) },
    },
    async (request) => {
      const { accountId } = await request.principal();
      const person = accountId ? await people.get(accountId) : null;
      if (!person) throw new RemError('unauthenticated');
      const { id, signInName, name, roles } = person;
      return { id, signInName, name, roles };
    },
  );

  app.post(
    `${restPrefix}/me/password`,
    {
      config: { right: 'account:self' },
      schema: {
        tags,
        summary: 'Set a new password; ends every other sign-in of this account',
        body: passwordBody,
        response: answers(account),
      },
      onRequest: limiters.signInByAddress,
    },
    async (request, reply) => {
      const principal = await request.principal();
      await limiters.signInByName(principal.accountId ?? '', request, reply);
      const from = await signInFrom(request);
      const change = accounts.changePassword(principal, request.body, from);
      const { account, token } = await counted(limiters, request, change);
      ended(account.id);
      reply.header('set-cookie', sessionCookie(token, cookies));
      return account;
    },
  );
}
