import { z } from 'zod';

export const role = z.enum(['customer', 'expert', 'supervisor', 'administrator', 'device', 'service']);
export type Role = z.infer<typeof role>;

/** Roles a person's account can have. */
export const accountRole = role.extract(['expert', 'supervisor', 'administrator']);
export type AccountRole = z.infer<typeof accountRole>;

/**
 * What someone may do. Every route and every frame type declares one; `public` is the only one that nobody needs
 * to be anybody for.
 */
export const rights = [
  'public',
  'session:request',
  'session:take_part',
  'expert:work',
  'account:self',
  'live:view',
  'sessions:view',
  'people:view',
  'people:manage',
  'setup:view',
  'setup:manage',
  'kiosks:manage',
  'audit:view',
  'keys:manage',
] as const;
export type Right = (typeof rights)[number];

/** Least right: what a role is not given here, it may not do. */
export const rightsOf: Readonly<Record<Role | 'nobody', readonly Right[]>> = {
  nobody: ['public'],
  customer: ['public', 'session:request', 'session:take_part'],
  device: ['public', 'session:request', 'session:take_part'],
  expert: ['public', 'account:self', 'expert:work', 'session:take_part'],
  supervisor: ['public', 'account:self', 'live:view', 'sessions:view', 'people:view', 'setup:view'],
  administrator: [
    'public',
    'account:self',
    'live:view',
    'sessions:view',
    'people:view',
    'people:manage',
    'setup:view',
    'setup:manage',
    'kiosks:manage',
    'audit:view',
    'keys:manage',
  ],
  service: ['public', 'sessions:view', 'live:view', 'setup:view'],
};

export function hasRight(roles: readonly (Role | 'nobody')[], right: Right): boolean {
  return roles.some((each) => rightsOf[each].includes(right));
}
