import { Badge, Button } from '@mantine/core';
import { type ApiKey, RemError } from '@rem/protocol';
import { RelativeTime, useErrorMessage } from '@rem/ui';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useConsole } from '../hooks/console.tsx';
import { useList, useListState } from '../hooks/use-list.ts';
import { useMessages } from '../messages/mod.ts';
import { pageSize } from '../models/list-query.ts';
import { Ask } from '../views/Ask.tsx';
import { KeyPanel } from '../views/KeyPanel.tsx';
import { ListView } from '../views/ListView.tsx';
import { pageIcons } from '../views/page-icons.ts';
import type { Column } from '../views/RecordTable.tsx';

function useColumns(onRevoke: (key: ApiKey) => void): readonly Column<ApiKey>[] {
  const t = useMessages();
  return [
    { key: 'name', title: t('keys.name'), sort: 'name', cell: ({ name }) => name },
    {
      key: 'state',
      title: t('keys.state'),
      cell: ({ revokedAt }) => (
        <Badge variant="light" color={revokedAt === null ? 'green' : 'gray'}>
          {t(revokedAt === null ? 'keys.valid' : 'keys.revoked')}
        </Badge>
      ),
    },
    {
      key: 'created',
      title: t('keys.created'),
      sort: 'createdAt',
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
    },
    {
      key: 'used',
      title: t('keys.last_used'),
      sort: 'lastUsedAt',
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? t('keys.never_used') : <RelativeTime at={lastUsedAt} />,
    },
    {
      key: 'revoke',
      title: t('keys.revoke'),
      end: true,
      cell: (key) =>
        key.revokedAt === null ? (
          <Button size="xs" variant="subtle" color="red" onClick={() => onRevoke(key)}>
            {t('keys.revoke')}
          </Button>
        ) : null,
    },
  ];
}

function NewKey({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: () => void }) {
  const { api } = useConsole();
  const [made, setMade] = useState<{ name: string; key: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const create = async (name: string) => {
    setBusy(true);
    setError(null);
    try {
      setMade(await api.keys.create(name));
      onMade();
    } catch (refusal) {
      setError(refusal);
    } finally {
      setBusy(false);
    }
  };
  return <KeyPanel {...{ made, busy, error, onClose }} onCreate={(name) => void create(name)} />;
}

/** Keys with which other programs reach the server. */
export function KeysPage({ item }: { readonly item: string | null }) {
  const t = useMessages();
  const told = useErrorMessage();
  const { api, notify } = useConsole();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<ApiKey | null>(null);
  const [busy, setBusy] = useState(false);
  const list = useListState();
  const columns = useColumns(setAsked);
  const { content, reload } = useList(list.state, ({ q, page, sort }) =>
    api.keys.list({ page, size: pageSize, ...(q !== '' && { q }), ...(sort !== '' && { sort }) }),
  );
  const revoke = async ({ id, name }: ApiKey) => {
    setBusy(true);
    try {
      await api.keys.revoke(id);
      notify({ text: t('keys.revoked_done', { name }), bad: false });
    } catch (error) {
      notify({ text: t('panel.not_saved', { why: told(RemError.from(error)) }), bad: true });
    }
    setBusy(false);
    setAsked(null);
    reload();
  };
  return (
    <>
      <ListView
        {...list}
        title={t('keys.title')}
        icon={pageIcons.keys}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
        content={content}
        openId={null}
        empty={{ title: t('keys.empty'), hint: t('keys.empty_hint') }}
        action={
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => navigate('/keys/new')}>
            {t('keys.new')}
          </Button>
        }
        onRetry={reload}
      />
      {item === 'new' ? <NewKey onClose={() => navigate('/keys')} onMade={reload} /> : null}
      {asked === null ? null : (
        <Ask
          title={t('keys.revoke_title', { name: asked.name })}
          text={t('keys.revoke_text')}
          doIt={t('keys.revoke_do', { name: asked.name })}
          busy={busy}
          onDo={() => void revoke(asked)}
          onLeave={() => setAsked(null)}
        />
      )}
    </>
  );
}
