/** Watches how long the event loop stands still, as somebody else's request would feel it. */

export interface Stalls {
  /** The longest since the last call, in ms. */
  readonly longestMs: () => number;
  readonly stop: () => void;
}

export function watchStalls(): Stalls {
  let last = performance.now();
  let longest = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return {
    longestMs() {
      const found = Math.max(longest, performance.now() - last);
      longest = 0;
      last = performance.now();
      return found;
    },
    stop: () => clearInterval(timer),
  };
}
