import { useEffect, useState } from 'react';

/**
 * The server's time in ms, anew every `every` ms.
 * @param clockOffset what to add to this machine's clock to get the server's (ms); default 0
 * @param every default 1000
 */
export function useNow(clockOffset = 0, every = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now + clockOffset;
}
