import { useEffect, useState } from 'react';

/** The value once it has been still for so many milliseconds: what is typed is not searched letter by letter. */
export function useDelayed<Value>(value: Value, pauseMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
