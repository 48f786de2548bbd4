import { useEffect, useState } from 'react';

/** How long the first press waits for the second, in ms. */
const ARMED_MS = 4000;

/**
 * Two presses instead of one, from any mix of mouse and keyboard. A wrong click must not cut a customer off, and a
 * question in a window over the video would hide them at the worst moment; holding down does not work by keyboard.
 */
export function useArmed(onSecond: () => void): { readonly armed: boolean; readonly press: () => void } {
  const [armed, setArmed] = useState(false);
  useEffect(() => {
    if (!armed) {
      return;
    }
    const timer = setTimeout(() => setArmed(false), ARMED_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  return {
    armed,
    press: () => {
      setArmed(!armed);
      if (armed) {
        onSecond();
      }
    },
  };
}
