import { directoryKinds, hasRight, newPerson, pageLanguages } from '@rem/protocol';
import { describe, expect, it } from 'vitest';
import { branches, dispositions, kiosks, services, skills } from './bank.ts';
import { people } from './people.ts';

const PASSWORD = 'long enough for all';

describe('[IDN25] the demo bank', () => {
  it('has records that the protocol takes, each with an id of its own', () => {
    const all = { skills, services, branches, kiosks, dispositions };
    for (const [kind, made] of Object.entries(all)) {
      const { fields } = directoryKinds[kind as keyof typeof all]; // a key of the object above
      for (const each of made) expect(fields.safeParse(each.fields).error).toBeUndefined();
    }
    for (const { fields } of people) {
      expect(newPerson.safeParse({ ...fields, password: PASSWORD }).error).toBeUndefined();
    }
    const ids = [...Object.values(all).flat(), ...people].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([branches.length, services.length, kiosks.length, people.length]).toEqual([3, 6, 4, 14]);
  });

  it('has somebody for every service in every language of the pages', () => {
    const lacking = services.flatMap(({ fields: { name, requiredSkills = {} } }) =>
      pageLanguages
        .filter(
          (language) =>
            !people.some(
              ({ fields: { roles, languages, skills: levels } }) =>
                hasRight(roles, 'expert:work') &&
                languages.includes(language) &&
                Object.entries(requiredSkills).every(([skill, least]) => (levels[skill] ?? 0) >= least),
            ),
        )
        .map((language) => `${name.en} in ${language}`),
    );
    expect(lacking).toEqual([]);
  });

  it('has every text of a service in every language of the pages', () => {
    for (const { fields } of services) {
      for (const language of pageLanguages) {
        expect(fields.name[language]).toBeTruthy();
        expect(fields.description?.[language]).toBeTruthy();
      }
    }
  });
});
