import { Kbd, Modal, Table } from '@mantine/core';
import { useMessages } from '../messages/mod.ts';
import { type ShortcutName, shortcuts, shortcutText } from './shortcuts.ts';

/** Every shortcut with what it does. */
export function HelpSheet({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const t = useMessages();
  const names = Object.keys(shortcuts) as ShortcutName[]; // keys lose their type
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('help.title')}
      closeButtonProps={{ 'aria-label': t('notice.dismiss') }}
    >
      <Table>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name}>
              <Table.Td>{t(`help.${name}`)}</Table.Td>
              <Table.Td ta="end" dir="ltr">
                <Kbd>{shortcutText(name)}</Kbd>
              </Table.Td>
            </Table.Tr>
          ))}
          <Table.Tr>
            <Table.Td>{t('help.help')}</Table.Td>
            <Table.Td ta="end" dir="ltr">
              <Kbd>?</Kbd>
            </Table.Td>
          </Table.Tr>
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
