import {
  IconBell,
  IconCheck,
  IconCircleCheck,
  IconClockPause,
  IconCoffee,
  IconHourglass,
  IconNotes,
  IconPhoneCall,
  IconPlayerPause,
  IconPlugConnected,
  IconPlugConnectedX,
  IconPower,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ShownState } from '../theme/states.ts';

/** The one icon of each state. */
export const stateIcons: Readonly<Record<ShownState, TablerIcon>> = {
  offline: IconPower,
  available: IconCircleCheck,
  offered: IconBell,
  busy: IconPhoneCall,
  wrap_up: IconNotes,
  away: IconCoffee,
  requested: IconHourglass,
  waiting: IconClockPause,
  connecting: IconPlugConnected,
  active: IconPhoneCall,
  held: IconPlayerPause,
  absent: IconPlugConnectedX,
  ended: IconCheck,
};
