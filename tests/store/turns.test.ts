/** Who writes when: requests before long work, and never both at once. */
import { expect, test } from "vitest";
import { type Lane, turns } from "../../src/store/turns.ts";

/** Runs that end when they are told to, with what began and ended in order. */
function stage() {
  const inTurn = turns();
  const events: string[] = [];
  const ends = new Map<string, (failure?: Error) => void>();
  function ask(lane: Lane, name: string): Promise<string> {
    return inTurn(lane, () => {
      events.push(`${name} begins`);
      return new Promise((resolve, reject) => {
        ends.set(name, (failure) => {
          events.push(`${name} ends`);
          if (failure === undefined) resolve(name);
          else reject(failure);
        });
      });
    });
  }
  async function end(name: string, failure?: Error): Promise<void> {
    ends.get(name)?.(failure);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
  return { events, ask, end };
}

test("requests write one after the other", async () => {
  const { events, ask, end } = stage();
  const all = [ask("here", "a"), ask("here", "b")];
  expect(events).toEqual(["a begins"]);
  await end("a");
  expect(events).toEqual(["a begins", "a ends", "b begins"]);
  await end("b");
  expect(await Promise.all(all)).toEqual(["a", "b"]);
});

test("two batches of long work are handed to their thread, and no third", async () => {
  const { events, ask, end } = stage();
  for (const name of ["a", "b", "c"]) void ask("aside", name);
  expect(events).toEqual(["a begins", "b begins"]);
  await end("a");
  expect(events).toEqual(["a begins", "b begins", "a ends", "c begins"]);
});

test("a request waits for what its thread has been handed, and goes before everything else", async () => {
  const { events, ask, end } = stage();
  for (const name of ["a", "b", "c", "d"]) void ask("aside", name);
  void ask("here", "request");
  await end("a");
  expect(events.at(-1)).toBe("a ends");
  await end("b");
  expect(events.at(-1)).toBe("request begins");
  await end("request");
  expect(events.slice(-2)).toEqual(["c begins", "d begins"]);
});

test("a failure is its own, and others have their turns", async () => {
  const { events, ask, end } = stage();
  const failing = ask("here", "a");
  const next = ask("aside", "b");
  const failed = expect(failing).rejects.toThrow("broken");
  await end("a", new Error("broken"));
  await failed;
  expect(events.at(-1)).toBe("b begins");
  await end("b");
  expect(await next).toBe("b");
});
