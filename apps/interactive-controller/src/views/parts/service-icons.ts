import {
  IconBriefcase,
  IconCreditCard,
  IconFileText,
  IconHeartbeat,
  IconHelpCircle,
  IconHome,
  IconMessageCircle,
  IconPigMoney,
  IconShieldCheck,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ServiceChoice } from '../../model/model.ts';

/** A picture for each icon name that a service can have. */
export const serviceIcons: Readonly<Record<ServiceChoice['icon'], TablerIcon>> = {
  talk: IconMessageCircle,
  home: IconHome,
  card: IconCreditCard,
  savings: IconPigMoney,
  business: IconBriefcase,
  shield: IconShieldCheck,
  health: IconHeartbeat,
  document: IconFileText,
  help: IconHelpCircle,
};
