import type { DeskView } from '@rem/protocol';
import { stateIcons } from '@rem/ui';
import { useMessages } from '../messages/mod.ts';
import classes from './IdlePanel.module.css';

type Words = 'available' | 'away' | 'offline';

/** What an away expert should know: whether the system set them away, and why. */
function hintOf(expert: DeskView['expert']): 'available' | 'away' | 'missed' | 'no_media' | null {
  if (expert.state === 'available') {
    return 'available';
  }
  if (expert.state !== 'away') {
    return null;
  }
  if (expert.reason === 'missed_offer') {
    return 'missed';
  }
  return expert.reason === 'no_media' ? 'no_media' : 'away';
}

/** The middle of the desk while there is no customer. */
export function IdlePanel({ expert }: { readonly expert: DeskView['expert'] }) {
  const t = useMessages();
  const words: Words = expert.state === 'available' || expert.state === 'away' ? expert.state : 'offline';
  const Icon = stateIcons[words];
  const hint = hintOf(expert);
  return (
    <div className={classes.panel} data-state={words}>
      <span className={classes.icon}>
        <Icon size={40} stroke={1.5} aria-hidden />
      </span>
      <h1 className={classes.title}>{t(`idle.${words}`)}</h1>
      {hint ? <p className={classes.hint}>{t(`idle.${hint}_hint`)}</p> : null}
      <p className={classes.help}>{t('idle.help')}</p>
    </div>
  );
}
