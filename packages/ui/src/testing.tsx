import type { PageLanguage } from '@rem/protocol';
import { type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { Catalogues } from './i18n/i18n.ts';
import { AppProvider } from './provider/AppProvider.tsx';

/** For unit tests alone: what Mantine asks of a browser and a test DOM lacks. */
function completeDom(): void {
  window.matchMedia ??= (query: string): MediaQueryList => ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  });
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

export interface InAppOptions {
  readonly catalogues?: Catalogues;
  readonly language?: PageLanguage;
}

/** Renders inside an `AppProvider`, in English unless told otherwise. */
export function renderInApp(children: ReactNode, options: InAppOptions = {}): RenderResult {
  completeDom();
  const inApp = ({ children: inner }: { readonly children: ReactNode }) => (
    <AppProvider
      catalogues={options.catalogues ?? { en: {} }}
      language={options.language ?? 'en'}
      colorScheme="light"
      env="test"
    >
      {inner}
    </AppProvider>
  );
  return render(children, { wrapper: inApp });
}
