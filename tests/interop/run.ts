/** `deno task interop [folder of packages] [--seed N]`: Anki's own library beside us, in both directions. Needs Python 3.11 or later. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Python, python } from "../python.ts";
import { builtPackages } from "./built_packages.ts";
import { comparison, report, same } from "./comparison.ts";
import { judgeImports } from "./judge_imports.ts";
import { judgeMemoryStates } from "./memory_states.ts";
import { judgeOwnDecks } from "./own_decks.ts";
import { type RealRun, realRuns } from "./real_packages.ts";
import { compareRenderings, Renderings } from "./renderings.ts";
import { judgeRoundTrips, type Package } from "./round_trips.ts";
import { Run } from "./state.ts";

const HERE = import.meta.dirname ?? "tests/interop";

const { values, positionals } = parseArgs({
  args: Deno.args,
  allowPositionals: true,
  options: { seed: { type: "string", default: `${Date.now() % 1_000_000}` } },
});
const { seed } = values;
const folder = await Deno.makeTempDir({ prefix: "rehearsal-interop-" });
const compared = comparison();
try {
  // Days begin in the same zone on both sides.
  Deno.env.set("TZ", "Europe/Berlin");
  const { run } = await python("rehearsal-interop", [`${HERE}/requirements.txt`]);
  const real = positionals[0] === undefined ? [] : realRuns(positionals[0]);
  console.log(`Packages from seed ${seed}${real.length === 0 ? "" : ` and of ${positionals[0]}`}`);
  const runs = await importsOf(real, run);
  for (const one of runs) await judgeImports(compared, one, real.find(({ name }) => name === one.name));
  const built = await builtPackages(folder, Number(seed));
  await judgeRoundTrips(compared, [...runs.flatMap(travelling), ...built], { run, folder });
  await judgeOwnDecks(compared, { run, folder });
  await judgeRenderings(real, run);
  await judgeMemories(run);
} finally {
  await Deno.remove(folder, { recursive: true });
}
if (!report(compared)) Deno.exitCode = 1;

async function importsOf(real: readonly RealRun[], run: Python["run"]): Promise<readonly Run[]> {
  const out = `${folder}/anki.json`;
  const args = ["--seed", seed, "--folder", `${folder}/made`, "--out", out];
  await run(`${HERE}/anki_imports.py`, args, JSON.stringify(real));
  return z.array(Run).parse(JSON.parse(await Deno.readTextFile(out)));
}

/** Single packages that both sides take; of those that are made, not all that hold the same or less of it. */
function travelling({ name, fsrs, files, refused }: Run): readonly Package[] {
  const [file] = files;
  if (file === undefined || files.length > 1 || refused !== undefined) return [];
  return / (?:deck|no schedules|colpkg)$/.test(name) ? [] : [{ name, fsrs, file }];
}

async function judgeRenderings(real: readonly RealRun[], run: Python["run"]): Promise<void> {
  const shared = real.flatMap(({ files }) => files.length === 1 ? files : []).filter(canShare);
  const drawn = `${folder}/renderings.json`;
  await run(`${HERE}/renderings.py`, ["--out", drawn, ...shared], "");
  compareRenderings(compared, Renderings.parse(JSON.parse(await Deno.readTextFile(drawn))));
}

/** Whole collections and broken ones have no place beside others. */
function canShare(file: string): boolean {
  return file.endsWith(".apkg") && !file.includes("malformed");
}

async function judgeMemories(run: Python["run"]): Promise<void> {
  const lives = `${folder}/memories.json`;
  await run(`${HERE}/memory_states.py`, ["--seed", seed, "--out", lives], "");
  const { cards, wrong } = judgeMemoryStates(await Deno.readTextFile(lives));
  compared.counts.set("states from logs", cards - wrong.length);
  for (const found of wrong) {
    same(compared, { what: "states from logs", where: found, wanted: "within 1e-4", found: "apart" });
  }
}
