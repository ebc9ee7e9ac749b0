/** `deno task oracle [rounds] [seed]`: ours against JAX and onnxruntime on fresh random shapes. Needs Python 3.11 or later. */
import { apart, type Case, found, type Measure, type Operation, relative } from "../tensor/fixtures/case.ts";
import { python } from "../python.ts";
import { OPERATIONS } from "../tensor/fixtures/operations.ts";
import { ONNX_OPERATIONS } from "./onnx_operations.ts";

const HERE = import.meta.dirname ?? "tests/oracle";

const rounds = Number(Deno.args[0] ?? 3);
const seed = Number(Deno.args[1] ?? Date.now() % 1_000_000);

/** How far apart is too far: 1 is the limit. 32 bits as in the design: 1e-5 + 1e-4 |t|. */
const single: Measure = (wanted) => 1e-5 + 1e-4 * Math.abs(wanted);

interface Row {
  count: number;
  error: number;
  where: string;
}

const pins = ["requirements.txt", "requirements-onnx.txt"].map((name) => `${HERE}/${name}`);
const { run: runPython } = await python("rehearsal-oracle", pins);
const folder = await Deno.makeTempDir({ prefix: "rehearsal-oracle-" });
const rows = new Map<string, Row>();
let passed = true;
console.log(`${rounds} rounds from seed ${seed}`);
for (let round = 0; round < rounds; round++) {
  const cases = await ask("make_fixtures.py", ["--seed", `${seed + round}`]);
  for (const fixture of cases) {
    take(fixture, { run: found(OPERATIONS, fixture.op), measure: relative, limit: 1e-12 });
  }
}
const onnx = await ask("onnx_cases.py", ["--seed", `${seed}`, "--rounds", `${20 * rounds}`]);
for (const fixture of onnx) {
  take(fixture, { run: found(ONNX_OPERATIONS, fixture.op), measure: single, limit: 1 });
}
await Deno.remove(folder, { recursive: true });

console.log(`${"operation".padEnd(28)}      n  largest error`);
for (const [op, { count, error }] of rows) {
  const unit = op.startsWith("onnx") ? "of 1e-5 + 1e-4 |t|" : "";
  console.log(`${op.padEnd(28)} ${String(count).padStart(6)}  ${error.toExponential(1)} ${unit}`.trimEnd());
}
const total = [...rows.values()].reduce((sum, { count }) => sum + count, 0);
console.log(
  `${total} comparisons of ${rows.size} operations: ${
    passed ? "all within tolerance" : "NOT all within tolerance"
  }`,
);
if (!passed) Deno.exit(1);

interface Judged {
  readonly run: Operation;
  readonly measure: Measure;
  readonly limit: number;
}

function take(fixture: Case, { run, measure, limit }: Judged): void {
  const { error, where } = apart(fixture, run, measure);
  const before = rows.get(fixture.op) ?? { count: 0, error: 0, where: "" };
  rows.set(fixture.op, {
    count: before.count + 1,
    ...error > before.error ? { error, where } : { error: before.error, where: before.where },
  });
  if (error <= limit) return;
  passed = false;
  console.log(`${fixture.op} ${JSON.stringify(fixture.options)}: ${error.toExponential(2)} in ${where}`);
}

async function ask(script: string, args: readonly string[]): Promise<readonly Case[]> {
  const out = `${folder}/cases.json`;
  await runPython(`${HERE}/${script}`, [...args, "--out", out], "");
  return JSON.parse(await Deno.readTextFile(out));
}
