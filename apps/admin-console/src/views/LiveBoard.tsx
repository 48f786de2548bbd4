import { Button, Tooltip, VisuallyHidden } from '@mantine/core';
import { CardSkeleton, ConnectionBanner, ErrorState, StateBadge, useErrorMessage, useFormats } from '@rem/ui';
import { IconAlertTriangle, IconInfoCircle, IconMaximize, IconMinimize } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMessages } from '../messages/mod.ts';
import {
  type ExpertRow,
  expertCounts,
  type LiveModel,
  type ServedRow,
  serviceLevelMs,
  type WaitingRow,
} from '../models/live.ts';
import classes from './Live.module.css';

export interface LiveBoardProps {
  /** Null until the line told the picture. */
  readonly model: LiveModel | null;
  readonly connection: 'connecting' | 'reconnecting' | null;
  /** Why the line was closed for good. */
  readonly closed: unknown;
  /** For a screen on a wall: larger, without the page's frame. */
  readonly wall: boolean;
  readonly onWall: (wall: boolean) => void;
  readonly onReload: () => void;
}

/** Rows that fit on a wall without scrolling; the rest is a number. */
const onWall = { waiting: 7, served: 7, experts: 9 };

function Tile(props: { label: string; value: string; alarm?: boolean; formula?: string }) {
  const { label, value, alarm = false, formula } = props;
  return (
    <div className={classes.tile} data-alarm={alarm}>
      <dt>
        {alarm ? <IconAlertTriangle size={16} aria-hidden /> : null}
        {label}
        {formula === undefined ? null : (
          <Tooltip label={formula} multiline w={300}>
            <button type="button" className={classes.hint} aria-label={`${label}: ${formula}`}>
              <IconInfoCircle size={16} aria-hidden />
            </button>
          </Tooltip>
        )}
      </dt>
      <dd className="rem-figures">{value}</dd>
    </div>
  );
}

function Tiles({ summary }: Pick<LiveModel, 'summary'>) {
  const t = useMessages();
  const formats = useFormats();
  const { waiting, longestWaitMs, serving, answered, abandoned, serviceLevel } = summary;
  return (
    <dl className={classes.tiles}>
      <Tile label={t('live.waiting')} value={formats.number(waiting)} />
      <Tile
        label={t('live.longest')}
        value={waiting === 0 ? '—' : formats.clock(longestWaitMs)}
        alarm={longestWaitMs > serviceLevelMs}
      />
      <Tile label={t('live.serving')} value={formats.number(serving)} />
      <Tile label={t('live.answered')} value={formats.number(answered)} />
      <Tile label={t('live.abandoned')} value={formats.number(abandoned)} />
      <Tile
        label={t('live.level')}
        value={serviceLevel === null ? '—' : formats.percent(serviceLevel)}
        formula={t('live.level_formula')}
      />
    </dl>
  );
}

function Part(props: { title: string; count: number; quiet: string; hidden: number; children: ReactNode }) {
  const t = useMessages();
  const formats = useFormats();
  const { title, count, quiet, hidden, children } = props;
  return (
    <section className={classes.part} aria-label={title}>
      <h2 className={classes.partHead}>
        {title}
        <span className={`${classes.count} rem-figures`}>{formats.number(count)}</span>
      </h2>
      {count === 0 ? <p className={classes.quiet}>{quiet}</p> : children}
      {hidden > 0 ? <p className={classes.quiet}>{t('live.more', { n: hidden })}</p> : null}
    </section>
  );
}

function useWhere() {
  const formats = useFormats();
  return ({ service, place, language }: { service: string; place: string; language: string }) =>
    [service, formats.language(language), place].filter((text) => text !== '').join(' · ');
}

function Waiting({ row }: { readonly row: WaitingRow }) {
  const t = useMessages();
  const formats = useFormats();
  const where = useWhere()(row);
  const name = row.customer ?? t('live.anonymous');
  const detail = row.ringsAt === null ? undefined : t('live.rings_at', { name: row.ringsAt });
  return (
    <li className={classes.row} data-late={row.late}>
      <span className={classes.main} title={name}>
        {name}
      </span>
      <span className={classes.time}>
        {row.late ? <IconAlertTriangle size="1.1em" aria-label={t('live.late')} role="img" /> : null}
        {formats.clock(row.waitedMs)}
      </span>
      <span className={classes.second} title={where}>
        {where}
      </span>
      <span className={classes.badge} title={detail}>
        <StateBadge state={row.state} />
      </span>
      {detail === undefined ? null : <span className={classes.second}>{detail}</span>}
    </li>
  );
}

function Served({ row }: { readonly row: ServedRow }) {
  const t = useMessages();
  const formats = useFormats();
  const where = useWhere()(row);
  const who = `${row.expert} · ${row.customer ?? t('live.anonymous')}`;
  return (
    <li className={classes.row}>
      <span className={classes.main} title={who}>
        {who}
      </span>
      <span className={classes.time}>{row.talkedMs === null ? '' : formats.clock(row.talkedMs)}</span>
      <span className={classes.second} title={where}>
        {where}
      </span>
      <span className={classes.badge}>
        <StateBadge state={row.state} />
      </span>
      {row.absent === null ? null : <span className={classes.second}>{t(`live.absent_${row.absent}`)}</span>}
    </li>
  );
}

function Expert({ row }: { readonly row: ExpertRow }) {
  const t = useMessages();
  const formats = useFormats();
  return (
    <li className={classes.row} data-line="true">
      <span className={classes.main} title={row.name}>
        {row.name}
      </span>
      <span className={classes.badge}>
        <StateBadge state={row.state} />
      </span>
      <span className={classes.time} title={formats.exact(row.since)}>
        {formats.clock(row.sinceMs)}
      </span>
      {row.reason === null ? null : <span className={classes.second}>{t(`away.${row.reason}`)}</span>}
    </li>
  );
}

function Columns({ model, wall }: { readonly model: LiveModel; readonly wall: boolean }) {
  const t = useMessages();
  const formats = useFormats();
  const { waiting, served, experts } = model;
  const cut = <R,>(rows: readonly R[], limit: number) => (wall ? rows.slice(0, limit) : rows);
  const rest = (rows: readonly unknown[], limit: number) => (wall ? Math.max(0, rows.length - limit) : 0);
  // On a wall those who signed out are no news.
  const shown = wall ? experts.filter(({ state }) => state !== 'offline') : experts;
  return (
    <div className={classes.columns}>
      <Part
        title={t('live.who_waits')}
        count={waiting.length}
        quiet={t('live.nobody_waits')}
        hidden={rest(waiting, onWall.waiting)}
      >
        <ul className={classes.list}>
          {cut(waiting, onWall.waiting).map((row) => (
            <Waiting key={row.id} row={row} />
          ))}
        </ul>
      </Part>
      <Part
        title={t('live.who_serves')}
        count={served.length}
        quiet={t('live.nobody_served')}
        hidden={rest(served, onWall.served)}
      >
        <ul className={classes.list}>
          {cut(served, onWall.served).map((row) => (
            <Served key={row.id} row={row} />
          ))}
        </ul>
      </Part>
      <Part
        title={t('live.experts')}
        count={shown.length}
        quiet={t('live.no_experts')}
        hidden={rest(shown, onWall.experts)}
      >
        <div className={classes.counts}>
          {expertCounts(experts).map(({ state, count }) => (
            <span key={state} className={classes.countItem}>
              <StateBadge state={state} />
              {formats.number(count)}
            </span>
          ))}
        </div>
        <ul className={classes.list}>
          {cut(shown, onWall.experts).map((row) => (
            <Expert key={row.id} row={row} />
          ))}
        </ul>
      </Part>
    </div>
  );
}

/** Who waits, who serves, who is away: as it is this second. */
export function LiveBoard({ model, connection, closed, wall, onWall: turn, onReload }: LiveBoardProps) {
  const t = useMessages();
  const told = useErrorMessage();
  const Icon = wall ? IconMinimize : IconMaximize;
  return (
    <div className={classes.board} data-wall={wall}>
      <div className={classes.head}>
        <h1 className={classes.title}>{t('live.title')}</h1>
        <ConnectionBanner state={connection} />
        <Button variant="default" leftSection={<Icon size={16} aria-hidden />} onClick={() => turn(!wall)}>
          {t(wall ? 'live.wall_leave' : 'live.wall')}
        </Button>
      </div>
      {closed ? (
        <ErrorState
          what={t('app.closed', { why: told(closed) })}
          onRetry={onReload}
          retryLabel={t('app.reload')}
        />
      ) : model === null ? (
        <CardSkeleton height={320} />
      ) : (
        <>
          <VisuallyHidden role="status">
            {t('live.says', { waiting: model.waiting.length, serving: model.served.length })}
          </VisuallyHidden>
          <Tiles summary={model.summary} />
          <Columns model={model} wall={wall} />
        </>
      )}
    </div>
  );
}
