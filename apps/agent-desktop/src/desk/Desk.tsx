import { Loader } from '@mantine/core';
import { useMessages } from '../messages/mod.ts';
import classes from './Desk.module.css';
import { DeskScreen } from './DeskScreen.tsx';
import { type DeskOptions, useDesk } from './use-desk.ts';

/** The desk with its line to the server. */
export function Desk(options: DeskOptions) {
  const desk = useDesk(options);
  return desk ? <DeskScreen model={desk.model} actions={desk.actions} /> : <Opening />;
}

/** Until the first picture of the desk came. */
export function Opening() {
  const t = useMessages();
  return (
    <main className={classes.opening} aria-busy="true">
      <div role="status" className={classes.status}>
        <Loader size={28} aria-hidden />
        {t('page.loading')}
      </div>
    </main>
  );
}
