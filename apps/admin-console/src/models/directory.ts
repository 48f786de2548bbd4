import type {
  Branch,
  Disposition,
  Kiosk,
  Localized,
  PageLanguage,
  Person,
  Service,
  Skill,
} from '@rem/protocol';

/** All records that others name, as far as they are needed to show names and to choose from. */
export interface Directory {
  readonly people: readonly Person[];
  readonly skills: readonly Skill[];
  readonly services: readonly Service[];
  readonly branches: readonly Branch[];
  readonly kiosks: readonly Kiosk[];
  readonly dispositions: readonly Disposition[];
}
export type DirectoryName = keyof Directory;

export const emptyDirectory: Directory = {
  people: [],
  skills: [],
  services: [],
  branches: [],
  kiosks: [],
  dispositions: [],
};

/** A text in the reader's language, or in English. */
export const inLanguage = (text: Localized, language: PageLanguage): string => text[language] || text.en;

/** The name of a record by its id; undefined when it is not (any more) in the directory. */
export function nameIn(
  directory: Directory,
  kind: DirectoryName,
  id: string | null,
  language: PageLanguage,
): string | undefined {
  const found = directory[kind].find((record) => record.id === id);
  if (!found) return undefined;
  return typeof found.name === 'string' ? found.name : inLanguage(found.name, language);
}

/** The name of whatever has this id, for records that only mention it. */
export function nameOfAny(directory: Directory, id: string, language: PageLanguage): string | undefined {
  for (const kind of Object.keys(directory) as DirectoryName[]) {
    // keys of a record lose their type
    const name = nameIn(directory, kind, id, language);
    if (name !== undefined) return name;
  }
  return undefined;
}
