import type { Service } from '@rem/protocol';
import {
  IconBuildingStore,
  IconCreditCard,
  IconFileText,
  IconHeartbeat,
  IconHelp,
  IconHome,
  IconMessageCircle,
  IconPigMoney,
  IconShield,
  type TablerIcon,
} from '@tabler/icons-react';

/** What the customer's page draws for each icon name. */
export const serviceIcons: Readonly<Record<Service['icon'], TablerIcon>> = {
  talk: IconMessageCircle,
  home: IconHome,
  card: IconCreditCard,
  savings: IconPigMoney,
  business: IconBuildingStore,
  shield: IconShield,
  health: IconHeartbeat,
  document: IconFileText,
  help: IconHelp,
};
