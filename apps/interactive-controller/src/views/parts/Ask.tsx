import { type ReactNode, useEffect, useRef } from 'react';
import classes from './Ask.module.css';

export interface AskProps {
  readonly title: string;
  readonly text: string;
  /** The buttons; the harmless one first, which takes the focus. */
  readonly children: ReactNode;
  /** Escape, or a touch beside it: nothing is done. */
  readonly onDismiss: () => void;
}

/** A question that stands over everything until it is answered. */
export function Ask({ title, text, children, onDismiss }: AskProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way is Escape, which a dialog has by itself
    <dialog
      ref={dialog}
      className={classes.ask}
      aria-labelledby="ask-title"
      aria-describedby="ask-text"
      onCancel={(event) => {
        event.preventDefault();
        onDismiss();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onDismiss();
      }}
    >
      <div className={classes.body}>
        <h2 id="ask-title" className={classes.title}>
          {title}
        </h2>
        <p id="ask-text" className={classes.text}>
          {text}
        </p>
        <div className={classes.buttons}>{children}</div>
      </div>
    </dialog>
  );
}
