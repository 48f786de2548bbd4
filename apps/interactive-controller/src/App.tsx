import { AppProvider, defaultBrand, useLanguage, useSnapshot } from '@rem/ui';
import { useEffect, useRef } from 'react';
import { catalogues, useMessages } from './messages/mod.ts';
import type { CustomerController } from './model/controller.ts';
import type { CustomerModel } from './model/model.ts';
import { Page } from './views/Page.tsx';

/** The next customer begins in the kiosk's or this browser's own language, not in the last customer's. */
function useFreshLanguage({ wipes, setup }: CustomerModel): void {
  const { language, setLanguage } = useLanguage();
  const first = useRef(language);
  const own = setup?.kiosk ? (setup.languages[0] ?? first.current) : first.current;
  const done = useRef(wipes);
  useEffect(() => {
    if (wipes === done.current) return;
    done.current = wipes;
    setLanguage(own);
  }, [wipes, own, setLanguage]);
}

function Shown({ controller }: { readonly controller: CustomerController }) {
  const model = useSnapshot(controller.state);
  const t = useMessages();
  useFreshLanguage(model);
  const title = t('page.title');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return <Page model={model} actions={controller} />;
}

/** The customer's page on its controller. */
export function App({ controller }: { readonly controller: CustomerController }) {
  const { setup } = useSnapshot(controller.state);
  return (
    <AppProvider catalogues={catalogues} brand={{ ...defaultBrand, ...setup?.brand }}>
      <Shown controller={controller} />
    </AppProvider>
  );
}
