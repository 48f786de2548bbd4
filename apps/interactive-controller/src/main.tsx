import '@rem/client/no-eval';
import {
  createApi,
  createCall,
  createLevelMeter,
  createLiveClient,
  createLocalMedia,
  liveUrl,
  networkCheck,
  playTestTone,
} from '@rem/client';
import { systemClock } from '@rem/kit';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { CustomerController } from './model/controller.ts';
import { linkOf } from './model/link.ts';
import { sessionTickets } from './model/tickets.ts';
import { loadCall } from './views/Page.tsx';

const tickets = sessionTickets();
const controller = new CustomerController({
  api: createApi(),
  openLive: () => createLiveClient({ url: liveUrl(location), as: 'customer', ticketStore: tickets }),
  createCall: (live, media) => createCall({ live, media }),
  media: createLocalMedia(),
  tools: { createLevelMeter, playTestTone, networkCheck },
  tickets,
  clock: systemClock,
  link: linkOf(location.search),
  goToStart: () => location.assign('/'),
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App controller={controller} />);
// A touch anywhere says that somebody is there.
for (const event of ['pointerdown', 'keydown'] as const) {
  addEventListener(event, controller.touched, { passive: true, capture: true });
}
controller.start();
// A call must not wait for its view, nor fail when the server is away in that moment.
void loadCall();
