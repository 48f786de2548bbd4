import '@rem/client/no-eval';
import { AppProvider } from '@rem/ui';
import { createRoot } from 'react-dom/client';
import { catalogues } from './messages/mod.ts';
import { App } from './pages/App.tsx';
import './page.css';

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <AppProvider catalogues={catalogues}>
    <App />
  </AppProvider>,
);
