import { lazy, Suspense } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { CustomerActions, CustomerModel } from '../model/model.ts';
import { UNCHECKED } from '../model/unchecked.ts';
import { Attract } from './Attract.tsx';
import { Check } from './Check.tsx';
import { Consent } from './Consent.tsx';
import { EndScreen } from './EndScreen.tsx';
import { Enrol } from './Enrol.tsx';
import { ErrorScreen } from './ErrorScreen.tsx';
import { Screen } from './parts/Screen.tsx';
import { Waiting } from './Waiting.tsx';

/** Not needed for the first screen, so it comes after it; `loadCall` fetches it before anybody calls. */
export const loadCall = async () => {
  const { CallView } = await import('./call/CallView.tsx');
  return { default: CallView };
};
const CallView = lazy(loadCall);

export interface PageProps {
  readonly model: CustomerModel;
  readonly actions: CustomerActions;
}

/** Waiting or in the call, as the session's own phase says. */
function Session({ model, actions }: PageProps) {
  const { live, call, local, messages, chatOpen, unread } = model;
  const session = live?.session ?? null;
  const connection = live?.connection ?? 'connecting';
  const entries = live?.entries ?? [];
  if (session && call && session.phase.state !== 'waiting') {
    return (
      <Suspense fallback={<Screen name="loading">{null}</Screen>}>
        <CallView
          session={session}
          call={call}
          connection={connection}
          entries={entries}
          local={local}
          messages={messages}
          chatOpen={chatOpen}
          unread={unread}
          clockOffset={live?.clockOffset ?? 0}
          actions={actions}
        />
      </Suspense>
    );
  }
  return <Waiting session={session} entries={entries} connection={connection} actions={actions} />;
}

/** The whole page, drawn from one snapshot. */
export function Page({ model, actions }: PageProps) {
  const t = useMessages();
  const { screen, idle } = model;
  switch (screen.name) {
    case 'attract':
      return model.setup ? <Attract setup={model.setup} actions={actions} /> : null;
    case 'consent':
      return <Consent service={screen.service} idle={idle} actions={actions} />;
    case 'check':
      return (
        <Check
          service={screen.service}
          local={model.local}
          check={model.check ?? UNCHECKED}
          idle={idle}
          actions={actions}
        />
      );
    case 'session':
      return <Session model={model} actions={actions} />;
    case 'end':
      return <EndScreen how={screen.how} idle={idle} actions={actions} />;
    case 'error':
      return <ErrorScreen what={screen.what} error={screen.error} idle={idle} actions={actions} />;
    case 'enrol':
      return <Enrol screen={screen} actions={actions} />;
    case 'loading':
      return (
        <Screen name="loading">
          <p role="status" aria-label={t('page.title')} />
        </Screen>
      );
  }
}
