/** The promise of the log: what was acknowledged is there after a sudden death, once. */
import { expect, test } from "vitest";
import { foldLog } from "../../src/scheduling/fold.ts";
import { logOf } from "../../src/store/log.ts";
import { reviewCard } from "../../src/store/memories.ts";
import { localOwner } from "../../src/store/people.ts";
import { openedStore } from "../actions/house.ts";
import { freePort, freshFolder, startServer } from "./server.ts";

interface Sent {
  readonly card: number;
  readonly version: number;
}

/** Whether the server said that it has written the answer. */
async function answer(origin: string, { card, version }: Sent): Promise<boolean> {
  const form = { card: String(card), version: String(version), rating: "3", tookMs: "1000" };
  const response = await fetch(`${origin}/review/answer`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
  });
  await response.body?.cancel();
  return response.status === 303 && !response.headers.get("location")?.includes("stale");
}

test(
  "after SIGKILL in a burst every acknowledged answer is in the log once, and memories are its folds",
  async () => {
    const folder = await freshFolder();
    const environment = { DATA_DIR: folder, PORT: freePort() };
    const acknowledged: Sent[] = [];
    const server = await startServer(environment);
    for (let card = 1; card <= 50; card++) {
      const sent = { card, version: 0 };
      if (await answer(server.origin, sent)) acknowledged.push(sent);
    }
    expect(acknowledged).toHaveLength(50);

    // Second answers and new ones, each sent twice; the process dies when the twentieth of them is acknowledged.
    let killed: Promise<number> | undefined;
    const burst = Array.from({ length: 90 }, (_, i) => ({ card: i + 1, version: i < 50 ? 1 : 0 }));
    const sent = [...burst, ...burst].map(async (one) => {
      if (!await answer(server.origin, one)) return;
      acknowledged.push(one);
      if (acknowledged.length >= 70) killed ??= server.stop("SIGKILL");
    });
    const ends = await Promise.allSettled(sent);
    expect(await killed).not.toBe(0);
    // The death came in the middle of it.
    expect(ends.some(({ status }) => status === "rejected")).toBe(true);

    const again = await startServer(environment);
    expect(await (await fetch(`${again.origin}/`)).text()).toContain("given in");
    expect(await again.stop("SIGTERM")).toBe(0);

    const store = await openedStore(`file:${folder}/rehearsal.db`);
    const owner = await localOwner(store);
    if (owner === undefined) throw new Error("There is no owner");
    for (let card = 1; card <= 90; card++) {
      const known = await reviewCard(store, owner.id, card);
      if (known === undefined) throw new Error(`There is no card ${card}`);
      const entries = (await logOf(store, owner.id, card)).map(({ entry }) => entry);
      // One that was written, but died before it could be acknowledged, may be there as well; none is there twice.
      expect(entries.length).toBeGreaterThanOrEqual(acknowledged.filter((one) => one.card === card).length);
      expect(entries.length).toBeLessThanOrEqual(card <= 50 ? 2 : 1);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
      const { parameters } = known.preset.options;
      expect(known.memory).toEqual(foldLog(known.position, { entries, parameters }));
    }
    const [counts] = await store.db.all<{ kept: number; logged: number }>(
      "select (select sum(answers) from study_day) as kept, (select count(*) from review) as logged",
    );
    expect(counts?.kept).toBe(counts?.logged);
    const [file] = await store.db.all<{ integrity_check: string }>("pragma integrity_check");
    expect(file?.integrity_check).toBe("ok");
    await store.close();
  },
  120_000,
);
