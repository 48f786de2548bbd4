export { type Catalogue, catalogueFaults, type MessageKey, type TranslationOf } from './i18n/catalogue.ts';
export { type Formats, formatsOf } from './i18n/format.ts';
export { type Translate, useAppMessages, useFormats, useUiMessages, type Values } from './i18n/hooks.ts';
export type { Catalogues } from './i18n/i18n.ts';
export { chooseLanguage, directionOf, languageNames } from './i18n/languages.ts';
export {
  AppProvider,
  type AppProviderProps,
  type LanguageChoice,
  useBrand,
  useLanguage,
} from './provider/AppProvider.tsx';
export { type Brand, type BrandFault, checkBrand, defaultBrand } from './theme/brand.ts';
export { contrast, type Hex } from './theme/colour.ts';
export { type ShownState, shownStates } from './theme/states.ts';
export { motion, space, type } from './theme/tokens.ts';
