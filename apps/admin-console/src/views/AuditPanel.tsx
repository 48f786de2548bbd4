import type { AuditRow } from '@rem/protocol';
import { useFormats } from '@rem/ui';
import { isWord, useMessages, type Words } from '../messages/mod.ts';
import { differences } from '../models/diff.ts';
import { fieldWords, type Reader, valueWords } from '../models/field-words.ts';
import classes from './Diff.module.css';
import panel from './Panel.module.css';
import { Panel } from './Panel.tsx';

/** An audit action in words; one that this page does not know stays as it is. */
export function actionWords(t: Words, action: string): string {
  const key = `action.${action}`;
  return isWord(key) ? t(key) : action;
}

/** Who did it: a name, or what kind of nobody it was. */
export function actorWords(t: Words, { kind, name }: AuditRow['actor']): string {
  if (kind === 'nobody' || kind === 'system') return t(`actor.${kind}`);
  return kind === 'account' ? name : `${t(`actor.${kind}`)} ${name}`;
}

export interface AuditPanelProps {
  readonly row: AuditRow;
  readonly reader: Reader;
  readonly onClose: () => void;
}

function Diff({ row, reader }: Pick<AuditPanelProps, 'row' | 'reader'>) {
  const t = useMessages();
  const found = differences(row.before, row.after);
  if (found.length === 0) return <p>{t('audit.no_changes')}</p>;
  const kind = row.subject?.kind ?? '';
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          <th scope="col">{t('audit.before')}</th>
          <th scope="col">{t('audit.after')}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ path, kind: change, before, after }) => (
          <tr key={path.join('.')}>
            <td>{fieldWords(kind, path, reader)}</td>
            <td>
              {change === 'added' ? (
                '—'
              ) : (
                <del className={classes.before}>{valueWords(before, path, reader)}</del>
              )}
            </td>
            <td>
              {change === 'removed' ? (
                '—'
              ) : (
                <ins className={classes.after} style={{ textDecoration: 'none' }}>
                  {valueWords(after, path, reader)}
                </ins>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One entry of the audit log with what it changed. */
export function AuditPanel({ row, reader, onClose }: AuditPanelProps) {
  const t = useMessages();
  const formats = useFormats();
  const facts: readonly (readonly [string, string])[] = [
    [t('audit.at'), formats.exact(row.at)],
    [t('audit.actor'), actorWords(t, row.actor)],
    [t('audit.action'), actionWords(t, row.action)],
    [t('audit.subject'), row.subject?.name ?? '—'],
    [t('audit.address'), row.address ?? '—'],
  ];
  return (
    <Panel title={t('audit.entry', { no: row.no })} onClose={onClose} size="xl">
      <div className={panel.form}>
        <dl className={panel.facts}>
          {facts.map(([name, value]) => (
            <div key={name} style={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <h2 className={panel.section}>{t('audit.changes')}</h2>
        <Diff row={row} reader={reader} />
      </div>
    </Panel>
  );
}
