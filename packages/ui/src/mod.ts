/**
 * What every page is drawn with: tokens and theme, words and formats, and the parts that pages share. The pages add
 * the style sheets of further Mantine parts themselves (`@mantine/core/styles/<Part>.css`). Nothing here or in a page
 * may need injected `<style>` elements, which the content security policy refuses: no responsive style props
 * (`w={{ base: … }}`), no `hiddenFrom`, no scroll locks; media queries in CSS modules instead.
 */
export { BrandMark } from './components/BrandMark.tsx';
export { ChatPanel, type ChatPanelProps, type ShownMessage } from './components/ChatPanel.tsx';
export { CheckRow, type CheckRowProps, type CheckState } from './components/CheckRow.tsx';
export { type ChoiceMenuProps, LanguageMenu, SchemeMenu } from './components/ChoiceMenus.tsx';
export { ConfirmButton, type ConfirmButtonProps } from './components/ConfirmButton.tsx';
export { ConnectionBanner, type ConnectionBannerProps } from './components/ConnectionBanner.tsx';
export { Countdown, type CountdownProps } from './components/Countdown.tsx';
export { EmptyState, type EmptyStateProps } from './components/EmptyState.tsx';
export { ErrorState, type ErrorStateProps } from './components/ErrorState.tsx';
export { LevelBar, type LevelBarProps } from './components/LevelBar.tsx';
export { QualityBadge, type QualityBadgeProps } from './components/QualityBadge.tsx';
export { CardSkeleton, ListSkeleton } from './components/Skeletons.tsx';
export { StateBadge, type StateBadgeProps } from './components/StateBadge.tsx';
export { stateIcons } from './components/state-icons.ts';
export { cssVariables } from './components/style.ts';
export { Elapsed, RelativeTime, type TimeProps } from './components/Times.tsx';
export { useNow } from './components/use-now.ts';
export { useSnapshot } from './components/use-snapshot.ts';
export { type TileCover, VideoTile, type VideoTileProps } from './components/VideoTile.tsx';
export { type Catalogue, catalogueFaults, type MessageKey, type TranslationOf } from './i18n/catalogue.ts';
export { useErrorMessage } from './i18n/errors.ts';
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
