import { pageLanguage } from '@rem/protocol';
import { AppProvider } from '@rem/ui';
import { createRoot } from 'react-dom/client';
import { states } from './gallery/states.tsx';
import { catalogues } from './messages/mod.ts';
import './page.css';

/** `gallery.html?state=call&scheme=dark&lang=ar`; without a state, a list of all. */
const query = new URLSearchParams(location.search);
const root = document.getElementById('root');
if (!root) {
  throw new Error('gallery.html has no element with the id "root"');
}
const make = states[query.get('state') ?? ''];
createRoot(root).render(
  <AppProvider
    catalogues={catalogues}
    language={pageLanguage.catch('en').parse(query.get('lang'))}
    colorScheme={query.get('scheme') === 'dark' ? 'dark' : 'light'}
  >
    {make ? (
      make()
    ) : (
      <ul>
        {Object.keys(states).map((name) => (
          <li key={name}>
            <a href={`?state=${name}`}>{name}</a>
          </li>
        ))}
      </ul>
    )}
  </AppProvider>,
);
