import { RemError } from '@rem/protocol';
import { useLanguage } from '@rem/ui';
import type { ReactNode } from 'react';
import type { Directory } from '../models/directory.ts';
import { liveModel } from '../models/live.ts';
import type { Refusal } from '../models/undo.ts';
import { DispositionForm } from '../views/forms/SimpleForms.tsx';
import { KeyPanel } from '../views/KeyPanel.tsx';
import { KioskEnrolment } from '../views/KioskEnrolment.tsx';
import { LiveBoard, type LiveBoardProps } from '../views/LiveBoard.tsx';
import { Notices } from '../views/Notices.tsx';
import { Panel } from '../views/Panel.tsx';
import { RecordPanel, type RecordPanelProps } from '../views/RecordPanel.tsx';
import { SignIn } from '../views/SignIn.tsx';
import { crowdedPicture, directory, idOf, livePicture, now, quietPicture } from './data.ts';
import { AtPath, Framed } from './frames.tsx';

const nothing = () => undefined;

function Board(props: { picture: typeof livePicture; wall?: boolean } & Partial<LiveBoardProps>) {
  const { picture, wall = false, ...more } = props;
  const { language } = useLanguage();
  const model = liveModel(picture, { directory, language, unknown: '?' }, now);
  const board = (
    <LiveBoard
      {...{ model, wall, connection: null, closed: null, onWall: nothing, onReload: nothing }}
      {...more}
    />
  );
  return wall ? <main style={{ height: '100%' }}>{board}</main> : <Framed page="live">{board}</Framed>;
}

function Refused({ refusal, ...more }: { refusal: Refusal | null } & Partial<RecordPanelProps>) {
  const values = { name: 'Contract signed', active: true };
  const form = {
    values,
    errors: {},
    getInputProps: (path: string) =>
      path === 'active' ? { defaultChecked: true } : { defaultValue: values.name, error: null },
    setFieldValue: nothing,
    setFieldError: nothing,
  };
  return (
    <Framed page="dispositions">
      <RecordPanel
        {...{
          title: 'Contract signed',
          name: 'Contract signed',
          isNew: false,
          readOnly: false,
          load: 'ready',
        }}
        {...{ refusal, unfit: false, busy: false, dirty: true, question: null }}
        {...{ onSubmit: nothing, onClose: nothing, onAsk: nothing, onDelete: nothing }}
        {...{ onLoadNewer: nothing, onReload: nothing }}
        {...more}
      >
        <DispositionForm form={form} directory={directory} isNew={false} readOnly={false} />
      </RecordPanel>
    </Framed>
  );
}

function Code({ used }: { readonly used: boolean }) {
  return (
    <Framed page="kiosks">
      <Panel title="Lobby, left" onClose={nothing}>
        <KioskEnrolment
          kiosk={{ name: 'Lobby, left', enrolledAt: used ? now : null, lastSeenAt: used ? now : null }}
          code={{ text: 'K7QP-3MXA', expiresAt: now + 11 * 60_000, used }}
          address="https://rem.example.org"
          {...{ now, clockOffset: 0, readOnly: false, busy: false, asksUnenrol: false }}
          {...{ onMakeCode: nothing, onAskUnenrol: nothing, onUnenrol: nothing }}
        />
      </Panel>
    </Framed>
  );
}

const signIn = { busy: false, ended: false, error: null, onSignIn: nothing };
const personId: Directory['people'][number]['id'] = idOf(1, 0);

/** Every state worth looking at, by name. */
export const states: Readonly<Record<string, () => ReactNode>> = {
  'sign-in': () => <SignIn {...signIn} />,
  'sign-in-refused': () => <SignIn {...signIn} error={new RemError('bad_credentials')} />,
  live: () => <Board picture={livePicture} />,
  'live-quiet': () => <Board picture={quietPicture} />,
  'live-crowded': () => <Board picture={crowdedPicture} />,
  'live-reconnecting': () => <Board picture={livePicture} connection="reconnecting" />,
  'live-loading': () => <Board picture={livePicture} model={null} />,
  'live-wall': () => <Board picture={livePicture} wall />,
  'live-wall-crowded': () => <Board picture={crowdedPicture} wall />,
  sessions: () => <AtPath path="/sessions" />,
  'sessions-loading': () => <AtPath path="/sessions" mood="slow" />,
  'sessions-empty': () => <AtPath path="/sessions" mood="empty" />,
  'sessions-error': () => <AtPath path="/sessions" mood="failing" />,
  'session-timeline': () => <AtPath path={`/sessions/${idOf(7, 1)}`} />,
  people: () => <AtPath path="/people" />,
  'people-empty': () => <AtPath path="/people" mood="empty" />,
  'person-new': () => <AtPath path="/people/new" />,
  person: () => <AtPath path={`/people/${personId}`} />,
  'person-gone': () => <AtPath path={`/people/${idOf(1, 99)}`} />,
  skills: () => <AtPath path="/skills" />,
  services: () => <AtPath path="/services" />,
  service: () => <AtPath path={`/services/${idOf(3, 0)}`} />,
  'service-read-only': () => <AtPath path={`/services/${idOf(3, 0)}`} viewer="supervisor" />,
  branch: () => <AtPath path={`/branches/${idOf(4, 0)}`} />,
  kiosks: () => <AtPath path="/kiosks" />,
  kiosk: () => <AtPath path={`/kiosks/${idOf(5, 2)}`} />,
  'kiosk-code': () => <Code used={false} />,
  'kiosk-code-used': () => <Code used />,
  conflict: () => <Refused refusal={{ kind: 'conflict' }} />,
  'in-use': () => <Refused refusal={{ kind: 'in_use', by: ['service Mortgage advice', 'service Cards'] }} />,
  'delete-question': () => <Refused refusal={null} question="delete" />,
  keys: () => <AtPath path="/keys" />,
  'key-made': () => (
    <Framed page="keys">
      <KeyPanel
        made={{ name: 'Reporting', key: 'rem_0000000a00004000_example-of-a-key-that-opens-nothing' }}
        {...{ busy: false, error: null, onCreate: nothing, onClose: nothing }}
      />
    </Framed>
  ),
  audit: () => <AtPath path="/audit" />,
  'audit-entry': () => <AtPath path="/audit/412" />,
  notices: () => (
    <>
      <AtPath path="/skills" />
      <Notices
        notices={[
          { id: 1, text: '“Mortgages” was saved.', bad: false, undo: nothing },
          { id: 2, text: 'Not undone: somebody changed “Mortgages” after you.', bad: true },
        ]}
        onClose={nothing}
        onHold={nothing}
      />
    </>
  ),
};
