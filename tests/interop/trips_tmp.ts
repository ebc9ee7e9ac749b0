import { judgeRoundTrips } from "/work/wt/interop/tests/interop/round_trips.ts";
import { comparison, report } from "/work/wt/interop/tests/interop/comparison.ts";
import { python } from "/work/wt/interop/tests/python.ts";
Deno.env.set("TZ", "Europe/Berlin");
const { run } = await python("rehearsal-interop", ["tests/interop/requirements.txt"]);
const compared = comparison();
const folder = await Deno.makeTempDir({ prefix: "trips-" });
const packages = Deno.args.map((file) => ({
  name: file.split("/").at(-1)!,
  fsrs: file.includes("fsrs"),
  file,
}));
await judgeRoundTrips(compared, packages, { run, folder });
report(compared);
await Deno.remove(folder, { recursive: true });
