import {
  DirectionProvider,
  localStorageColorSchemeManager,
  MantineProvider,
  useDirection,
} from '@mantine/core';
import { type PageLanguage, pageLanguages } from '@rem/protocol';
import { createContext, type ReactNode, use, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { type Catalogues, createI18n } from '../i18n/i18n.ts';
import { chooseLanguage, directionOf } from '../i18n/languages.ts';
import { type Brand, defaultBrand } from '../theme/brand.ts';
import { ThemeSheet } from '../theme/ThemeSheet.tsx';
import { remTheme } from '../theme/theme.ts';
import '../base.css';
import '../mantine.css';

export interface AppProviderProps {
  readonly catalogues: Catalogues;
  /** Default: what was chosen here before, else the first of the browser's languages the page has. */
  readonly language?: PageLanguage;
  readonly brand?: Brand;
  /** Default `auto`: what was chosen here before, else what the system asks for. */
  readonly colorScheme?: 'light' | 'dark' | 'auto';
  /** `test` leaves out transitions, portals and the theme's style sheet, for which test DOMs have nothing. */
  readonly env?: 'default' | 'test';
  readonly children: ReactNode;
}

export interface LanguageChoice {
  readonly language: PageLanguage;
  /** Languages the page has words in. */
  readonly languages: readonly PageLanguage[];
  readonly setLanguage: (language: PageLanguage) => void;
}

const LanguageContext = createContext<LanguageChoice | null>(null);
const BrandContext = createContext<Brand>(defaultBrand);

const languageKey = 'rem.language';
const schemeManager = localStorageColorSchemeManager({ key: 'rem.colour-scheme' });

/** Storage can be forbidden (frames, private windows); then nothing is remembered. */
function remembered(): string[] {
  try {
    const kept = localStorage.getItem(languageKey);
    return kept ? [kept] : [];
  } catch {
    return [];
  }
}

function remember(language: string): void {
  try {
    localStorage.setItem(languageKey, language);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}

function FollowDirection({ language }: { readonly language: PageLanguage }) {
  const { setDirection } = useDirection();
  const direction = directionOf(language);
  // biome-ignore lint/correctness/useExhaustiveDependencies: setDirection is another function at each render
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    setDirection(direction);
  }, [language, direction]);
  return null;
}

/** The outermost part of each page: theme, colour scheme, direction, words. */
export function AppProvider(props: AppProviderProps) {
  const brand = props.brand ?? defaultBrand;
  const [languages] = useState(() => pageLanguages.filter((each) => props.catalogues[each] !== undefined));
  const [language, setLanguage] = useState(
    () => props.language ?? chooseLanguage([...remembered(), ...navigator.languages], languages),
  );
  const [i18n] = useState(() => createI18n(props.catalogues, language));
  const theme = useMemo(() => remTheme(brand), [brand]);
  useEffect(() => {
    void i18n.changeLanguage(language);
  }, [i18n, language]);
  const choice = useMemo<LanguageChoice>(
    () => ({
      language,
      languages,
      setLanguage: (next) => {
        remember(next);
        setLanguage(next);
      },
    }),
    [language, languages],
  );
  const forced =
    props.colorScheme === 'light' || props.colorScheme === 'dark' ? props.colorScheme : undefined;
  return (
    <DirectionProvider initialDirection={directionOf(language)} detectDirection={false}>
      <MantineProvider
        theme={theme}
        defaultColorScheme="auto"
        colorSchemeManager={schemeManager}
        {...(forced ? { forceColorScheme: forced } : {})}
        withCssVariables={false}
        withGlobalClasses={false}
        env={props.env ?? 'default'}
      >
        {props.env === 'test' ? null : <ThemeSheet />}
        <FollowDirection language={language} />
        <I18nextProvider i18n={i18n}>
          <LanguageContext value={choice}>
            <BrandContext value={brand}>{props.children}</BrandContext>
          </LanguageContext>
        </I18nextProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}

/** The page's language and the way to change it. */
export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) {
    throw new Error('useLanguage needs an AppProvider above it');
  }
  return choice;
}

export function useBrand(): Brand {
  return use(BrandContext);
}
