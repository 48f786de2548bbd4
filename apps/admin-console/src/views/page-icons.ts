import {
  IconActivity,
  IconBuilding,
  IconChecklist,
  IconDeviceDesktop,
  IconHeadset,
  IconHistory,
  IconKey,
  IconListDetails,
  IconStar,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { PageName } from '../models/navigation.ts';

/** The one icon of each page. */
export const pageIcons: Readonly<Record<PageName, TablerIcon>> = {
  live: IconActivity,
  sessions: IconListDetails,
  people: IconUsers,
  skills: IconStar,
  services: IconHeadset,
  branches: IconBuilding,
  kiosks: IconDeviceDesktop,
  dispositions: IconChecklist,
  keys: IconKey,
  audit: IconHistory,
};
