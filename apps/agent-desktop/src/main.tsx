import '@rem/client/no-eval';
import { createApi } from '@rem/client';
import { AppProvider } from '@rem/ui';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { catalogues } from './messages/mod.ts';
import './page.css';

const root = document.getElementById('root');
if (!root) {
  throw new Error('index.html has no element with the id "root"');
}
const embedded = new URLSearchParams(location.search).get('embed') === '1';
createRoot(root).render(
  <AppProvider catalogues={catalogues}>
    <App api={createApi()} embedded={embedded} />
  </AppProvider>,
);
