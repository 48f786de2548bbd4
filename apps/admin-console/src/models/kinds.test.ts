import { describe, expect, it } from 'vitest';
import { branches, dispositions, kiosks, people, services, skills } from '../gallery/data.ts';
import { branchKind, dispositionKind, kioskKind, personKind, serviceKind, skillKind } from './kinds.ts';
import { faultsOf } from './validation.ts';

describe('records and their forms', () => {
  it('lose nothing from the wire to the form and back', () => {
    const back = <R, V>(
      kind: { valuesOf: (r: R) => V; inputOf: (v: V) => unknown },
      records: readonly R[],
    ) => {
      for (const record of records)
        expect(record).toMatchObject(kind.inputOf(kind.valuesOf(record)) as object); // an input is an object
    };
    back(skillKind, skills);
    back(branchKind, branches);
    back(kioskKind, kiosks);
    back(dispositionKind, dispositions);
    back(serviceKind, services);
    back(personKind, people);
  });

  it('send a password only where one was typed', () => {
    const values = { ...personKind.empty, name: 'Amara', signInName: 'amara' };
    expect(personKind.inputOf(values)).not.toHaveProperty('password');
    expect(personKind.isSecret({ ...values, password: 'x' })).toBe(true);
  });

  it('are checked with the schemas of the protocol, in our own words', () => {
    const faults = faultsOf(personKind.schema(true), personKind.inputOf({ ...personKind.empty, roles: [] }));
    expect(faults).toMatchObject({
      name: { key: 'valid.required' },
      signInName: { key: 'valid.sign_in_name' },
      roles: { key: 'valid.choose' },
      password: { key: 'valid.required' },
    });
    const timers = { offer: 3, connecting: '', absence: 999 };
    const input = serviceKind.inputOf({ ...serviceKind.empty, timers, wrapUp: 'timed', wrapUpSeconds: 1 });
    expect(faultsOf(serviceKind.schema(true), input)).toMatchObject({
      'name.en': { key: 'valid.required' },
      'timers.offer': { key: 'valid.least', n: 5 },
      'timers.connecting': { key: 'valid.number' },
      'timers.absence': { key: 'valid.most', n: 300 },
      'wrapUp.seconds': { key: 'valid.least', n: 5 },
    });
    const zone = { ...branchKind.empty, name: 'Harbour', timeZone: 'Mars/Base' };
    expect(faultsOf(branchKind.schema(true), branchKind.inputOf(zone))).toEqual({
      timeZone: { key: 'valid.time_zone' },
    });
    expect(faultsOf(kioskKind.schema(true), kioskKind.inputOf({ ...kioskKind.empty, name: 'Left' }))).toEqual(
      {
        branchId: { key: 'valid.required' },
      },
    );
  });
});
