import classes from './Scenery.module.css';

/** A slow, wordless picture behind the invitation: morning light over hills. Drawn by style alone. */
export function Scenery() {
  return (
    <div className={classes.scenery} aria-hidden>
      <div className={classes.sun} />
      <div className={classes.far} />
      <div className={classes.middle} />
      <div className={classes.near} />
    </div>
  );
}
