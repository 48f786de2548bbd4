import { Button, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useUiMessages } from '../i18n/hooks.ts';
import { languageNames } from '../i18n/languages.ts';
import { useLanguage } from '../provider/AppProvider.tsx';

export interface ChoiceMenuProps {
  readonly size?: 'xs' | 'sm' | 'md';
}

const chosen = <IconCheck size={16} aria-hidden />;

/** The page's language, each by its own name. */
export function LanguageMenu({ size = 'sm' }: ChoiceMenuProps) {
  const t = useUiMessages();
  const { language, languages, setLanguage } = useLanguage();
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 90 }}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size={size}
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={`${t('language.choose')}: ${languageNames[language]}`}
        >
          {languageNames[language]}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((each) => (
          <Menu.Item
            key={each}
            lang={each}
            onClick={() => setLanguage(each)}
            rightSection={each === language ? chosen : null}
          >
            {languageNames[each]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const schemes = [
  ['light', IconSun],
  ['dark', IconMoon],
  ['auto', IconDeviceDesktop],
] as const;

/** Light, dark, or as the system. */
export function SchemeMenu({ size = 'sm' }: ChoiceMenuProps) {
  const t = useUiMessages();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const Current = schemes.find(([scheme]) => scheme === colorScheme)?.[1] ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 90 }}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size={size} leftSection={<Current size={18} aria-hidden />}>
          {t('scheme.choose')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item
            key={scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={scheme === colorScheme ? chosen : null}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`scheme.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
