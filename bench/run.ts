/** `deno task bench [tensor | imports [most notes] | most memories]`: what takes how long, as ratios to something measured in the same run. */
import { measureImports } from "./imports.ts";
import { measureBrowse } from "./browse.ts";
import { measureStudy } from "./study.ts";
import { measureTensor } from "./tensor.ts";

const SIZES = [
  { memories: 1_000, reviewsEach: 10 },
  { memories: 10_000, reviewsEach: 10 },
  { memories: 100_000, reviewsEach: 10 },
  { memories: 1_000_000, reviewsEach: 3 },
];

if (Deno.args[0] === "imports") {
  await measureImports(Number(Deno.args[1] ?? Infinity));
  Deno.exit();
}
if (Deno.args[0] === "browse") {
  await measureBrowse();
  Deno.exit();
}
await measureTensor();
if (Deno.args[0] === "tensor") Deno.exit();

const most = Number(Deno.args[0] ?? Infinity);
const baseline = new Map<string, number>();
console.log("memories  reviews   work         ms      bare ms  ratio  growth from 10k");
for (const size of SIZES.filter(({ memories }) => memories <= most)) {
  const measured = await measureStudy(size);
  for (const { name, ms, bareMs } of measured.timings) {
    if (size.memories === 10_000) baseline.set(name, ms);
    const base = baseline.get(name);
    console.log([
      String(size.memories).padEnd(9),
      String(size.memories * size.reviewsEach).padEnd(9),
      name.padEnd(12),
      ms.toFixed(2).padStart(6),
      bareMs.toFixed(2).padStart(8),
      (ms / bareMs).toFixed(2).padStart(6),
      base === undefined ? "" : (ms / base).toFixed(2).padStart(6),
    ].join(" "));
  }
}
