import type { NewPerson } from '@rem/protocol';
import { skillId } from './bank.ts';
import { demoId } from './demo-id.ts';

/** A demo account; its password is the run's. */
export interface DemoPerson {
  readonly id: string;
  readonly fields: Omit<NewPerson, 'password'>;
}

type Levels = Partial<Record<'mortgages' | 'accounts' | 'investing' | 'business' | 'insurance', number>>;

const base = (signInName: string, name: string, title: string) => ({
  id: demoId(`person ${signInName}`),
  fields: { signInName, name, title, picture: null, active: true },
});

function expert(
  signInName: string,
  name: string,
  title: string,
  languages: string[],
  levels: Levels,
): DemoPerson {
  const { id, fields } = base(signInName, name, title);
  const skills = Object.fromEntries(Object.entries(levels).map(([key, level]) => [skillId(key), level]));
  return { id, fields: { ...fields, roles: ['expert'], languages, skills } };
}

function staff(
  signInName: string,
  name: string,
  title: string,
  role: 'supervisor' | 'administrator',
): DemoPerson {
  const { id, fields } = base(signInName, name, title);
  return { id, fields: { ...fields, roles: [role], languages: ['en'], skills: {} } };
}

/** Twelve experts who together speak every language of the pages for every service, and two who look after it all. */
export const people: readonly DemoPerson[] = [
  expert('amara', 'Amara Okafor', 'Senior adviser', ['en', 'fr', 'de'], {
    mortgages: 9,
    accounts: 7,
    investing: 7,
    business: 6,
    insurance: 6,
  }),
  expert('jonas', 'Jonas Weber', 'Mortgage adviser', ['de', 'en'], { mortgages: 8, insurance: 5 }),
  expert('claire', 'Claire Moreau', 'Investment adviser', ['fr', 'en'], {
    investing: 9,
    mortgages: 6,
    insurance: 5,
  }),
  expert('diego', 'Diego Fernández', 'Personal banker', ['es', 'en'], {
    accounts: 8,
    mortgages: 6,
    insurance: 6,
  }),
  expert('layla', 'Layla Haddad', 'Wealth adviser', ['ar', 'en', 'fr'], {
    investing: 9,
    accounts: 6,
    mortgages: 7,
  }),
  expert('priya', 'Priya Raman', 'Business banker', ['en', 'de'], { business: 9, accounts: 6 }),
  expert('tomasz', 'Tomasz Kowalski', 'Card specialist', ['en', 'de', 'pl'], { accounts: 9 }),
  expert('mei', 'Mei Chen', 'Business banker', ['en', 'fr', 'zh'], { business: 8, investing: 6 }),
  expert('oliver', 'Oliver Grant', 'Insurance adviser', ['en'], { insurance: 9, accounts: 4 }),
  expert('fatima', 'Fatima El Amrani', 'Personal banker', ['ar', 'fr', 'en'], {
    accounts: 8,
    business: 6,
    insurance: 7,
  }),
  expert('sofia', 'Sofía Herrera', 'Business banker', ['es', 'en', 'fr'], { business: 8, investing: 7 }),
  expert('henrik', 'Henrik Lindqvist', 'Personal banker', ['en', 'de', 'sv'], { accounts: 5, investing: 6 }),
  staff('supervisor', 'Ravi Menon', 'Supervisor', 'supervisor'),
  staff('admin', 'Ingrid Solberg', 'Administrator', 'administrator'),
];
