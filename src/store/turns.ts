/** Who may write when: the database takes one batch at a time. */

/** `here`: the connection of the requests, which waits for nobody but a batch under way. `aside`: that of a thread. */
export type Lane = "here" | "aside";

export type InTurn = <T>(lane: Lane, run: () => Promise<T>) => Promise<T>;

/**
 * Batches of a thread may overlap by so many: it does them one after the other, and never stands idle while the word of
 * the last one and the next one are on their way.
 */
const MOST_ASIDE = 2;

/** Requests go before long work, whatever came first; within a lane it goes by order. */
export function turns(): InTurn {
  const waiting: Readonly<Record<Lane, (() => void)[]>> = { here: [], aside: [] };
  const running: Record<Lane, number> = { here: 0, aside: 0 };

  function next(): void {
    if (running.here > 0) return;
    const begin = running.aside === 0 && waiting.here.length > 0
      ? waiting.here.shift()
      : waiting.here.length === 0 && running.aside < MOST_ASIDE
      ? waiting.aside.shift()
      : undefined;
    if (begin === undefined) return;
    begin();
    next();
  }

  return (lane, run) =>
    new Promise((resolve, reject) => {
      waiting[lane].push(() => {
        running[lane]++;
        run().then(resolve, reject).finally(() => {
          running[lane]--;
          next();
        });
      });
      next();
    });
}
