import type { ComponentType } from 'react';
import type { PageName } from '../models/navigation.ts';
import { AuditPage } from './AuditPage.tsx';
import { KeysPage } from './KeysPage.tsx';
import {
  BranchesPage,
  DispositionsPage,
  KiosksPage,
  PeoplePage,
  ServicesPage,
  SkillsPage,
} from './kinds.tsx';
import { SessionsPage } from './SessionsPage.tsx';

/** The pages that are lists with a record beside them; `item` is the open one. */
export const lists: Readonly<
  Record<Exclude<PageName, 'live'>, ComponentType<{ readonly item: string | null }>>
> = {
  sessions: SessionsPage,
  people: PeoplePage,
  skills: SkillsPage,
  services: ServicesPage,
  branches: BranchesPage,
  kiosks: KiosksPage,
  dispositions: DispositionsPage,
  keys: KeysPage,
  audit: AuditPage,
};
