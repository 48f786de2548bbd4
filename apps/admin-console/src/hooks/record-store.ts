import type { Api } from '@rem/client';
import {
  type DirectoryFields,
  type DirectoryInput,
  type DirectoryKind,
  type DirectoryRecord,
  directoryKinds,
  type ListQuery,
  newPerson,
  type Page,
  type Person,
  personChange,
} from '@rem/protocol';

/** Records of one kind at the server; what is sent is parsed first. */
export interface RecordStore<R> {
  readonly list: (query: Partial<ListQuery>) => Promise<Page<R>>;
  readonly get: (id: string) => Promise<R>;
  readonly create: (input: unknown) => Promise<R>;
  readonly update: (id: string, version: number, input: unknown) => Promise<R>;
  readonly remove: (id: string, version: number) => Promise<void>;
}

export function directoryStore<K extends DirectoryKind>(api: Api, kind: K): RecordStore<DirectoryRecord<K>> {
  const records = api.directory(kind);
  // TypeScript does not follow a generic key through the table of kinds.
  const parse = (input: unknown) => directoryKinds[kind].fields.parse(input) as DirectoryFields<K>;
  return {
    ...records,
    create: (input) => records.create(parse(input) as DirectoryInput<K>), // what was parsed can be parsed again
    update: (id, version, input) => records.update(id, { ...parse(input), version }),
  };
}

export function peopleStore({ people }: Api): RecordStore<Person> {
  return {
    ...people,
    create: (input) => people.create(newPerson.parse(input)),
    update: (id, version, input) => {
      const { password, ...fields } = personChange.omit({ version: true }).parse(input);
      return people.update(id, { ...fields, version, ...(password !== undefined && { password }) });
    },
  };
}
