import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useMessages } from '../messages/mod.ts';
import type { PageName } from '../models/navigation.ts';
import { pageIcons } from './page-icons.ts';

export interface PaletteEntry {
  readonly id: string;
  readonly label: string;
  readonly page: PageName;
  readonly onOpen: () => void;
}

export interface PaletteProps {
  readonly groups: readonly { readonly title: string; readonly entries: readonly PaletteEntry[] }[];
}

/** Goes to any page or record by its name: Ctrl-K. */
export function Palette({ groups }: PaletteProps) {
  const t = useMessages();
  const actions: SpotlightActionGroupData[] = groups.map(({ title, entries }) => ({
    group: title,
    actions: entries.map(({ id, label, page, onOpen }) => {
      const Icon = pageIcons[page];
      return { id, label, onClick: onOpen, leftSection: <Icon size={18} aria-hidden /> };
    }),
  }));
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      limit={30}
      highlightQuery
      scrollable
      maxHeight="60vh"
      lockScroll={false}
      nothingFound={t('find.nothing')}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('find.placeholder'),
        'aria-label': t('find.title'),
      }}
    />
  );
}
