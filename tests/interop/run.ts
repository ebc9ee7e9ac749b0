/** `deno task interop [folder of packages] [--seed N]`: imports of Anki's packages beside those of Anki itself. Needs Python 3.11 or later. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { python } from "../python.ts";
import { compareStates } from "./compare.ts";
import { comparison, report, same } from "./comparison.ts";
import { whyTaken } from "./explain.ts";
import { judgeMemoryStates } from "./memory_states.ts";
import { ourImports } from "./our_imports.ts";
import { type RealRun, realRuns } from "./real_packages.ts";
import { judgeRoundTrips } from "./round_trips.ts";
import { compareRenderings, Renderings } from "./renderings.ts";
import { Run } from "./state.ts";

const HERE = import.meta.dirname ?? "tests/interop";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { seed: { type: "string", default: `${Date.now() % 1_000_000}` } },
});
const folder = await Deno.makeTempDir({ prefix: "rehearsal-interop-" });
const compared = comparison();
try {
  // Days begin in the same zone on both sides.
  Deno.env.set("TZ", "Europe/Berlin");
  const { run } = await python("rehearsal-interop", [`${HERE}/requirements.txt`]);
  const real = positionals[0] === undefined ? [] : realRuns(positionals[0]);
  console.log(`Packages from seed ${values.seed}${real.length === 0 ? "" : ` and of ${positionals[0]}`}`);
  const out = `${folder}/anki.json`;
  const args = ["--seed", values.seed, "--folder", `${folder}/made`, "--out", out];
  await run(`${HERE}/anki_imports.py`, args, JSON.stringify(real));
  const runs = z.array(Run).parse(JSON.parse(await Deno.readTextFile(out)));
  for (const one of runs) await judge(one, real.find(({ name }) => name === one.name));
  const packages = runs.flatMap(({ name, fsrs, files, refused }) =>
    files.length === 1 && refused === undefined ? files.map((file) => ({ name, fsrs, file })) : []
  );
  await judgeRoundTrips(compared, packages, { run, folder });
  const shared = real.flatMap(({ files }) => files.length === 1 ? files : []).filter(canShare);
  const drawn = `${folder}/renderings.json`;
  await run(`${HERE}/renderings.py`, ["--out", drawn, ...shared], "");
  compareRenderings(compared, Renderings.parse(JSON.parse(await Deno.readTextFile(drawn))));
  const lives = `${folder}/memories.json`;
  await run(`${HERE}/memory_states.py`, ["--seed", values.seed, "--out", lives], "");
  const { cards, wrong } = judgeMemoryStates(await Deno.readTextFile(lives));
  compared.counts.set("states from logs", cards - wrong.length);
  for (const found of wrong) {
    same(compared, { what: "states from logs", where: found, wanted: "within 1e-4", found: "apart" });
  }
} finally {
  await Deno.remove(folder, { recursive: true });
}
if (!report(compared)) Deno.exitCode = 1;

/** Whole collections and broken ones have no place beside others. */
function canShare(file: string): boolean {
  return file.endsWith(".apkg") && !file.includes("malformed");
}

async function judge(run: Run, real: RealRun | undefined): Promise<void> {
  const steps = await ourImports(run.files);
  for (const [index, ours] of steps.entries()) {
    const file = run.files[index]?.split("/").at(-1) ?? "";
    const where = run.files.length === 1 ? run.name : `${run.name}, ${index + 1}. import (${file})`;
    const anki = run.steps?.[index];
    if (typeof ours === "string" || anki === undefined) {
      const found = typeof ours === "string" ? "refused" : "taken";
      const wanted = anki === undefined ? "refused" : "taken";
      const why = found === "taken" ? await whyTaken(run.files[index] ?? "") : undefined;
      same(compared, { what: "refusals", where, wanted, found }, () => why);
      continue;
    }
    if (anki.log !== null) same(compared, { what: "import log", where, wanted: anki.log, found: ours.log });
    const packages = run.files.slice(0, index + 1).flatMap((path) => run.inside?.[path] ?? []);
    compareStates(compared, { where, wanted: anki.state, found: ours.state, fsrs: run.fsrs, packages });
    const wanted = real?.counts;
    if (wanted === undefined || index > 0) continue;
    const { cards, notes } = ours.state;
    const reviews = Object.values(cards).reduce((sum, card) => sum + card.reviews, 0);
    const found = { notes: Object.keys(notes).length, cards: Object.keys(cards).length, reviews };
    same(compared, { what: "listed counts", where, wanted, found });
  }
}
