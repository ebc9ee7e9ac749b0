/** The same series of packages imported by Anki and here: logs, contents, and the counts that a folder lists. */
import { compareStates } from "./compare.ts";
import { type Comparison, same } from "./comparison.ts";
import { whyTaken } from "./explain.ts";
import { ourImports } from "./our_imports.ts";
import type { RealRun } from "./real_packages.ts";
import type { CollectionState, Run } from "./state.ts";

export async function judgeImports(into: Comparison, run: Run, real: RealRun | undefined): Promise<void> {
  const steps = await ourImports(run.files);
  for (const [index, ours] of steps.entries()) {
    const path = run.files[index] ?? "";
    const where = run.files.length === 1
      ? run.name
      : `${run.name}, ${index + 1}. import (${path.split("/").at(-1)})`;
    const anki = run.steps?.[index];
    if (typeof ours === "string" || anki === undefined) {
      const found = typeof ours === "string" ? "refused" : "taken";
      const why = found === "taken" ? await whyTaken(path) : undefined;
      const wanted = anki === undefined ? "refused" : "taken";
      same(into, { what: "refusals", where, wanted, found }, () => why);
      continue;
    }
    if (anki.log !== null) same(into, { what: "import log", where, wanted: anki.log, found: ours.log });
    const packages = run.files.slice(0, index + 1).flatMap((file) => run.inside?.[file] ?? []);
    compareStates(into, { where, wanted: anki.state, found: ours.state, fsrs: run.fsrs, packages });
    const wanted = real?.counts;
    if (wanted !== undefined && index === 0) {
      same(into, { what: "listed counts", where, wanted, found: countsOf(ours.state) });
    }
  }
}

function countsOf({ notes, cards }: CollectionState) {
  const reviews = Object.values(cards).reduce((sum, card) => sum + card.reviews, 0);
  return { notes: Object.keys(notes).length, cards: Object.keys(cards).length, reviews };
}
