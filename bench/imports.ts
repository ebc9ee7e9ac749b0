/** Times imports through a server in its own process while somebody else asks it for the next card, again and again. */
import { ENGINE_FLAGS, serverPermissions } from "../src/permissions.ts";
import { readSettings } from "../src/settings.ts";
import { measureFloor } from "./import_floor.ts";
import { importPackage, type PackageSize } from "./import_package.ts";

interface Latency {
  readonly median: number;
  /** Of a hundred, all but one are quicker. */
  readonly p99: number;
  readonly most: number;
}

interface Phase {
  readonly name: string;
  readonly seconds: number;
  readonly latency: Latency;
}

const PORT = "8797";
const ORIGIN = `http://127.0.0.1:${PORT}`;
/** As long as an import of 20,000 notes takes: the longest of many is longer than that of few. */
const QUIET_MS = 6000;
/** Between two questions for the next card. */
const PAUSE_MS = 5;

const SIZES: readonly PackageSize[] = [
  { notes: 20_000, reviewsEach: 4, media: 0 },
  { notes: 20_000, reviewsEach: 4, media: 1000 },
  { notes: 100_000, reviewsEach: 2, media: 0 },
  { notes: 100_000, reviewsEach: 2, media: 2000 },
];

/** All sizes up to so many notes. */
export async function measureImports(most: number): Promise<void> {
  for (const size of SIZES.filter(({ notes }) => notes <= most)) await measure(size);
}

async function measure(size: PackageSize): Promise<void> {
  const packed = await importPackage(size, { generation: "latest", now: Date.now() });
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-bench-" });
  const environment = { PORT, DATA_DIR: folder, LOG_LEVEL: "error" };
  const server = startServer(environment);
  try {
    await untilReady();
    const megabytes = (packed.length / 1e6).toFixed(1);
    console.log(
      `\n${size.notes} notes, ${size.media} files, ${size.reviewsEach} answers of every third: ${megabytes} MB`,
    );
    const before = memoryOf(server.pid);
    const phases: Phase[] = [
      await phase("nothing", () => new Promise((resolve) => setTimeout(resolve, QUIET_MS))),
    ];
    let at = "";
    phases.push(await phase("upload", async () => void (at = await upload(packed))));
    phases.push(await phase("read and plan", () => untilOver(at)));
    phases.push(await phase("carry out", () => carryOut(at)));
    const { most } = memoryOf(server.pid);
    for (const { name, seconds, latency } of phases) {
      console.log(
        `  ${name.padEnd(14)} ${seconds.toFixed(2).padStart(7)} s   next card: median ${
          latency.median.toFixed(1)
        } ms,` +
          ` 99 of 100 ${latency.p99.toFixed(0)} ms, longest ${latency.most.toFixed(0)} ms`,
      );
    }
    console.log(`  memory         ${before.now.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`);
    server.kill("SIGTERM");
    await server.status;
    const floor = measureFloor(packed, `${folder}/rehearsal.db`, folder);
    const least = floor.readSeconds + floor.writeSeconds;
    const took = phases.slice(2).reduce((sum, { seconds }) => sum + seconds, 0);
    console.log(
      `  floor          ${least.toFixed(2).padStart(7)} s (read ${floor.readSeconds.toFixed(2)}, write ${
        floor.writeSeconds.toFixed(2)
      }): ${(took / least).toFixed(1)} times that`,
    );
    await measureAnki(packed, folder);
  } finally {
    await ended(server);
    await Deno.remove(folder, { recursive: true });
  }
}

/** One that has ended already cannot be killed. */
async function ended(server: Deno.ChildProcess): Promise<void> {
  try {
    server.kill("SIGKILL");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  await server.status;
}

function startServer(environment: Readonly<Record<string, string>>): Deno.ChildProcess {
  const settings = readSettings(environment);
  if (!settings.ok) throw new Error(settings.error.join("; "));
  const args = ["run", "--no-prompt", ENGINE_FLAGS, ...serverPermissions(settings.value), "src/main.ts"];
  const env = { HOME: Deno.env.get("HOME") ?? "", PATH: Deno.env.get("PATH") ?? "", ...environment };
  return new Deno.Command(Deno.execPath(), { args, clearEnv: true, env, stdin: "null", stdout: "null" })
    .spawn();
}

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      await text("/review");
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  throw new Error(`Cannot measure: no server answers at ${ORIGIN}; build the islands first`);
}

async function text(path: string): Promise<string> {
  const response = await fetch(`${ORIGIN}${path}`);
  if (!response.ok) throw new Error(`Cannot measure: ${path} says ${response.status}`);
  return await response.text();
}

/** The address of the import. */
async function upload(packed: Uint8Array<ArrayBuffer>): Promise<string> {
  const body = new FormData();
  body.append("files", new File([packed], "deck.apkg"));
  const headers = { Origin: ORIGIN, Accept: "application/json" };
  const response = await fetch(`${ORIGIN}/import`, { method: "POST", headers, body });
  const answer: { at?: string } = await response.json();
  if (answer.at === undefined) {
    throw new Error(`Cannot measure: the upload was answered with ${response.status}`);
  }
  return answer.at;
}

async function untilOver(at: string): Promise<void> {
  while (true) {
    const progress: { isOver?: boolean } = JSON.parse(await text(`${at}/progress`));
    if (progress.isOver === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function carryOut(at: string): Promise<void> {
  const body = new URLSearchParams({
    here: at,
    takeSchedules: "on",
    bothChanged: "mine",
    otherType: "skip",
    gone: "keep",
  });
  const headers = { Origin: ORIGIN };
  const begun = await fetch(`${ORIGIN}${at}/apply`, { method: "POST", headers, body, redirect: "manual" });
  await begun.body?.cancel();
  if (begun.status !== 303) throw new Error(`Cannot measure: carrying out was answered with ${begun.status}`);
  await untilOver(at);
  const page = await text(at);
  if (!page.includes("Undo this import")) throw new Error("Cannot measure: the import was not carried out");
}

/** Runs the work while the next card is asked for. */
async function phase(name: string, work: () => Promise<void>): Promise<Phase> {
  const times: number[] = [];
  let isOver = false;
  const asking = (async () => {
    while (!isOver) {
      const start = performance.now();
      await text("/review");
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  })();
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  isOver = true;
  await asking;
  const sorted = times.toSorted((a, b) => a - b);
  return {
    name,
    seconds,
    latency: {
      median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
      p99: sorted[Math.floor(sorted.length * 0.99)] ?? NaN,
      most: sorted.at(-1) ?? NaN,
    },
  };
}

/** Resident memory in MB, now and at most. */
function memoryOf(pid: number): { readonly now: number; readonly most: number } {
  const status = Deno.readTextFileSync(`/proc/${pid}/status`);
  const of = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: of("VmRSS"), most: of("VmHWM") };
}

/** Only where `deno task interop` has made its Python environment. */
async function measureAnki(packed: Uint8Array<ArrayBuffer>, folder: string): Promise<void> {
  const home = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME")}/.cache`;
  const program = `${home}/rehearsal-interop/venv/bin/python`;
  if (await Deno.stat(program).then(() => false, () => true)) return;
  const file = `${folder}/deck.apkg`;
  await Deno.writeFile(file, packed);
  const child = new Deno.Command(program, {
    args: ["tests/interop/time_import.py", file],
    stdout: "piped",
    stderr: "inherit",
  });
  const { stdout } = await child.output();
  console.log(`  Anki           ${Number(new TextDecoder().decode(stdout)).toFixed(2).padStart(7)} s`);
}
