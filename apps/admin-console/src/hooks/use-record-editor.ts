import { useForm } from '@mantine/form';
import { RemError } from '@rem/protocol';
import { useErrorMessage } from '@rem/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { useMessages } from '../messages/mod.ts';
import type { Kind } from '../models/kinds.ts';
import { type Done, type Refusal, refusalOf, undoOf } from '../models/undo.ts';
import { faultsOf } from '../models/validation.ts';
import type { Form } from '../views/forms/form.ts';
import type { Question, RecordPanelProps } from '../views/RecordPanel.tsx';
import { useConsole } from './console.tsx';
import type { RecordStore } from './record-store.ts';
import { useLoad } from './use-load.ts';

interface Versioned {
  readonly id: string;
  readonly version: number;
}

export interface EditorOptions<R extends Versioned, V> {
  readonly kind: Kind<R, V>;
  readonly store: RecordStore<R>;
  readonly nameOf: (record: R) => string;
  /** Null: a new record. */
  readonly id: string | null;
  readonly onClose: () => void;
  /** Something was written: lists are old now. */
  readonly onChanged: () => void;
}

export interface Editor<R, V> {
  readonly form: Form<V>;
  readonly record: R | null;
  /** Lists are old now. */
  readonly onChanged: () => void;
  readonly panel: Pick<
    RecordPanelProps,
    'load' | 'refusal' | 'unfit' | 'busy' | 'dirty' | 'question' | 'name' | 'isNew'
  > &
    Pick<RecordPanelProps, 'onSubmit' | 'onClose' | 'onAsk' | 'onDelete' | 'onLoadNewer' | 'onReload'>;
}

/** Where the form has a field elsewhere than the wire. */
const formPaths: Readonly<Record<string, string>> = { 'wrapUp.seconds': 'wrapUpSeconds' };

/** Tells what was done, with the way back where there is one. */
function useTold<R extends Versioned, V>({ kind, store, onChanged }: EditorOptions<R, V>) {
  const t = useMessages();
  const told = useErrorMessage();
  const { notify, reloadDirectory } = useConsole();
  const changed = () => {
    onChanged();
    reloadDirectory();
  };

  async function takeBack(done: Done<V>): Promise<void> {
    const undo = undoOf(done);
    if (!undo) return;
    const { name } = done;
    try {
      if (undo.request === 'delete') await store.remove(undo.id, undo.version);
      else await store.update(undo.id, undo.version, kind.inputOf(undo.values));
      notify({ text: t(done.kind === 'created' ? 'done.deleted' : 'done.undone', { name }), bad: false });
    } catch (error) {
      const { code } = RemError.from(error);
      const isOld = code === 'conflict' || code === 'not_found';
      const text = isOld ? t('done.undo_conflict', { name }) : t('done.undo_failed', { why: told(error) });
      notify({ text, bad: true });
    }
    changed();
  }

  return (done: Done<V>) => {
    const { name } = done;
    const key = done.kind === 'saved' && done.secret ? 'done.password' : (`done.${done.kind}` as const);
    const undo = undoOf(done) ? { undo: () => void takeBack(done) } : {};
    notify({ text: t(key, { name }), bad: false, ...undo });
    changed();
  };
}

/** Loads, checks while typing, creates, saves, deletes and takes back one record. */
export function useRecordEditor<R extends Versioned, V extends Record<string, unknown>>(
  options: EditorOptions<R, V>,
): Editor<R, V> {
  const { kind, store, nameOf, id, onClose } = options;
  const t = useMessages();
  const tellDone = useTold(options);
  const isNew = id === null;
  const { loaded, reload } = useLoad(id, store.get);
  const record = loaded.status === 'ready' ? loaded.value : null;
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [unfit, setUnfit] = useState(false);
  const [busy, setBusy] = useState(false);
  const [question, setQuestion] = useState<Question>(null);

  const validate = (values: V): Record<string, string> =>
    Object.fromEntries(
      Object.entries(faultsOf(kind.schema(isNew), kind.inputOf(values))).map(([path, { key, n }]) => [
        formPaths[path] ?? path,
        t(key, { n: n ?? 0 }),
      ]),
    );
  const form = useForm<V>({ initialValues: kind.empty, validateInputOnChange: true, validate });

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another record or version begins the form anew
  useEffect(() => {
    if (!record) return;
    const values = kind.valuesOf(record);
    form.setInitialValues(values);
    form.setValues(values);
    form.clearErrors();
    setRefusal(null);
    setUnfit(false);
  }, [record]);

  const refused = (error: unknown) => {
    const next = refusalOf(RemError.from(error), kind.nameField);
    setRefusal(next);
    if (next.kind === 'taken') form.setFieldError(next.field, t('panel.taken'));
  };
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setRefusal(null);
    setUnfit(false);
    try {
      await work();
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  const save = (values: V) =>
    run(async () => {
      const input = kind.inputOf(values);
      if (!record) {
        const made = await store.create(input);
        tellDone({ kind: 'created', id: made.id, version: made.version, name: nameOf(made) });
      } else {
        const saved = await store.update(record.id, record.version, input);
        const before = kind.valuesOf(record);
        const secret = kind.isSecret(values);
        tellDone({
          kind: 'saved',
          id: saved.id,
          version: saved.version,
          name: nameOf(saved),
          before,
          secret,
        });
      }
      onClose();
    });
  const remove = () =>
    run(async () => {
      setQuestion(null);
      if (!record) return;
      await store.remove(record.id, record.version);
      tellDone({ kind: 'deleted', name: nameOf(record) });
      onClose();
    });

  const load: RecordPanelProps['load'] =
    isNew || loaded.status === 'ready'
      ? 'ready'
      : loaded.status === 'loading'
        ? 'loading'
        : { failed: loaded.error, gone: RemError.from(loaded.error).code === 'not_found' };
  return {
    // The library's types of paths into values do not resolve for a generic form.
    form: form as unknown as Form<V>,
    record,
    onChanged: options.onChanged,
    panel: {
      ...{ load, refusal, unfit, busy, question, isNew },
      name: record ? nameOf(record) : t(`${kind.name}.new`),
      dirty: load === 'ready' && form.isDirty(),
      onSubmit: (event: FormEvent<HTMLFormElement>) =>
        form.onSubmit(save, () => {
          setRefusal(null);
          setUnfit(true);
        })(event),
      onClose,
      onAsk: setQuestion,
      onDelete: () => void remove(),
      onLoadNewer: reload,
      onReload: reload,
    },
  };
}
