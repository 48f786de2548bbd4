import '@rem/client/no-eval';
import { pageLanguage } from '@rem/protocol';
import { AppProvider, defaultBrand } from '@rem/ui';
import { createRoot } from 'react-dom/client';
import { catalogues } from '../messages/mod.ts';
import type { CustomerActions } from '../model/model.ts';
import { Page } from '../views/Page.tsx';
import { movingPicture } from './pictures.ts';
import { modelOf, states } from './states.ts';

/** `gallery.html?state=…&lang=…&scheme=…`: one state from made-up data, for looking and for screenshots; without one, a list of all. */
const query = new URLSearchParams(location.search);
const language = pageLanguage.catch('en').parse(query.get('lang'));
const scheme = query.get('scheme') === 'dark' ? 'dark' : 'light';
const state = query.get('state');
const model = modelOf(state ?? 'attract', {
  now: Date.now(),
  remote: movingPicture(['#dfe7ee', '#27547f', '#8d5a3b']),
  own: movingPicture(['#3d4a3f', '#b3552f', '#e0b08c']),
});

const nothing = (): void => {};
const actions: CustomerActions = {
  choose: nothing,
  agree: nothing,
  proceed: nothing,
  leave: nothing,
  hangUp: nothing,
  stillHere: nothing,
  tryAgain: nothing,
  openDevices: nothing,
  useCamera: nothing,
  playTone: nothing,
  toneHeard: nothing,
  measureNetwork: nothing,
  setAudio: nothing,
  setVideo: nothing,
  showChat: nothing,
  say: nothing,
  sayAgain: nothing,
  enrol: nothing,
};

const root = document.getElementById('root');
if (!root) throw new Error('gallery.html has no #root');
createRoot(root).render(
  <AppProvider
    catalogues={catalogues}
    language={language}
    colorScheme={scheme}
    brand={{ ...defaultBrand, ...model.setup?.brand }}
  >
    {state === null ? (
      <ul>
        {Object.keys(states).map((name) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    ) : (
      <Page model={model} actions={actions} />
    )}
  </AppProvider>,
);
