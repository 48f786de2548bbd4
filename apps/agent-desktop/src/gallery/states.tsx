import { RemError } from '@rem/protocol';
import type { ReactElement } from 'react';
import { DeviceCheckScreen } from '../check/DeviceCheckScreen.tsx';
import type { CheckModel } from '../check/model.ts';
import { Opening } from '../desk/Desk.tsx';
import { DeskScreen } from '../desk/DeskScreen.tsx';
import type { DeskModel } from '../desk/model.ts';
import { Closed } from '../desk/Workplace.tsx';
import { SignIn } from '../sign-in/SignIn.tsx';
import {
  actions,
  ago,
  entries,
  inCall,
  liveCall,
  model,
  offer,
  openMedia,
  poor,
  session,
  wrapUp,
} from './fixtures.ts';

const nothing = () => {};
const screen = (shown: DeskModel) => <DeskScreen model={shown} actions={actions} />;

const check = (change: Partial<CheckModel>): ReactElement => (
  <DeviceCheckScreen
    model={{
      local: openMedia(),
      level: () => 0.4,
      heard: true,
      speaker: 'heard',
      network: { loss: 0, roundTrip: 21, jitter: 3, grade: 'good' },
      ...change,
    }}
    actions={{ play: nothing, confirmHeard: nothing, again: nothing, done: nothing }}
  />
);

const active = {
  state: 'active',
  connectedAt: ago(196),
  held: false,
  absent: { customer: null, expert: null },
} as const;

/** Every main state of the desk by name; made when it is looked at. */
export const states: Readonly<Record<string, () => ReactElement>> = {
  'sign-in': () => <SignIn refused={null} pending={false} onSignIn={nothing} />,
  'sign-in-refused': () => (
    <SignIn
      refused="Name or password is wrong, or the account is locked for now."
      pending={false}
      onSignIn={nothing}
    />
  ),
  opening: () => <Opening />,
  check: () => check({}),
  'check-trouble': () =>
    check({
      local: openMedia({ stream: null, videoTrack: null, videoProblem: 'denied' }),
      heard: false,
      speaker: 'played',
      network: { loss: 0.06, roundTrip: 210, jitter: 48, grade: 'poor' },
    }),
  away: () => screen(model({}, { expert: { state: 'away', reason: 'lunch' } })),
  'away-missed': () => screen(model({}, { expert: { state: 'away', reason: 'missed_offer' } })),
  available: () => screen(model()),
  offer: () => screen(model({}, { expert: { state: 'offered' }, offer })),
  'offer-unknown': () =>
    screen(
      model(
        { notice: 'This offer is no longer open.' },
        {
          expert: { state: 'offered' },
          offer: {
            ...offer,
            customerName: null,
            branchName: null,
            kioskName: null,
            expiresAt: offer.offeredAt + 9_000,
            why: [{ code: 'longest_idle', idleMs: 9000, among: 1 }],
          },
        },
      ),
    ),
  connecting: () =>
    screen(
      inCall(
        { call: liveCall({ state: 'connecting', remote: null, peer: null, quality: null }), messages: [] },
        { ...session, peer: null, phase: { state: 'connecting', deadline: ago(-12) } },
      ),
    ),
  call: () => screen(inCall()),
  'call-muted': () =>
    screen(
      inCall({
        wanted: { audio: false, video: false },
        call: liveCall({ peer: { audio: false, video: false, quality: poor } }),
      }),
    ),
  'call-held': () => screen(inCall({}, { ...session, phase: { ...active, held: true } })),
  'call-trouble': () =>
    screen(
      inCall({
        call: liveCall({ state: 'reconnecting', trouble: 'own', quality: { ...poor, grade: 'lost' } }),
      }),
    ),
  'call-absent': () =>
    screen(inCall({}, { ...session, phase: { ...active, absent: { customer: ago(9), expert: null } } })),
  'call-line-lost': () => screen(inCall({ line: 'reconnecting' })),
  'call-no-devices': () =>
    screen(
      inCall({
        local: openMedia({
          stream: null,
          audioTrack: null,
          videoTrack: null,
          audioProblem: 'missing',
          videoProblem: 'busy',
        }),
      }),
    ),
  'call-embedded': () => screen(inCall({ embedded: true })),
  'available-embedded': () => screen(model({ embedded: true })),
  'wrap-up': () =>
    screen(model({ entries, messages: inCall().messages }, { expert: wrapUp, since: ago(41) })),
  'wrap-up-timed': () =>
    screen(
      model(
        { entries, messages: inCall().messages },
        {
          expert: { ...wrapUp, rule: { mode: 'timed', seconds: 60 }, endsAt: ago(-38) },
          since: ago(22),
          after: 'away',
        },
      ),
    ),
  replaced: () => <Closed error={new RemError('replaced')} onAgain={nothing} />,
  unavailable: () => <Closed error={new RemError('too_many_connections')} onAgain={nothing} />,
};
