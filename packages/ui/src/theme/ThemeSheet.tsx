import { useMantineTheme } from '@mantine/core';
import { useLayoutEffect } from 'react';
import { variablesCss } from './css-variables.ts';

/**
 * Puts the theme's variables on the page as a constructed style sheet: a `<style>` element would need
 * `style-src 'unsafe-inline'` in the content security policy.
 */
export function ThemeSheet() {
  const theme = useMantineTheme();
  useLayoutEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(variablesCss(theme));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [theme]);
  return null;
}
