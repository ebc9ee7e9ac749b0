/** Imports by the command line: the plan in words, the same rules, and a sudden death that leaves the old state. */
import { createClient } from "@libsql/client";
import { expect, test } from "vitest";
import { localOwner } from "../../src/store/people.ts";
import { openImports } from "../../src/store/import_runs.ts";
import type { Store } from "../../src/store/open.ts";
import { basic, deckText, openedStore } from "../actions/house.ts";
import { type Environment, freePort, freshFolder, onlyWith, runProgram, startServer } from "./server.ts";
import { buildPackage } from "../packages/build_package.ts";
import { ODD } from "../packages/odd_content.ts";

const LONGEST_MS = 120_000;

async function deckFile(folder: string, notes: Readonly<Record<string, string>>): Promise<string> {
  const path = `${folder}/own.md`;
  await Deno.writeTextFile(path, deckText("own", notes));
  return path;
}

/** Starts a server, sees that it answers, and ends it. */
async function started(environment: Environment): Promise<void> {
  const server = await startServer(environment);
  expect((await (await fetch(`${server.origin}/`)).text()).length).toBeGreaterThan(0);
  expect(await server.stop("SIGTERM")).toBe(0);
}

async function counts(store: Store) {
  const [row] = await store.db.all<Readonly<Record<string, number>>>(
    `select (select count(*) from deck) as decks,
    (select count(*) from note) as notes, (select count(*) from note_base) as bases,
    (select count(*) from card) as cards, (select count(*) from memory) as memories,
    (select count(*) from import_change) as changes`,
  );
  return row;
}

async function largeFile(folder: string): Promise<string> {
  const notes = Array.from({ length: 4000 }, (_, i) => [`n${i}`, basic(`Question ${i}?`)]);
  return await deckFile(folder, Object.fromEntries(notes));
}

interface UnderWay {
  readonly environment: Environment;
  readonly store: Store;
  /** Things that it has changed by then. */
  readonly least: number;
}

/** The command line as a process of its own, which is carrying the file out. */
async function importUnderWay(
  file: string,
  { environment, store, least }: UnderWay,
): Promise<Deno.ChildProcess> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-A", "src/cli.ts", "import", file, "--yes"],
    ...onlyWith(environment),
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  let isOver = false;
  void process.status.then(() => isOver = true);
  while (!isOver && Number((await counts(store))?.["changes"]) < least) {
    await new Promise((resolve) => setTimeout(resolve));
  }
  return process;
}

/** Stops a process where it does not hold the database. */
async function paused(process: Deno.ChildProcess, folder: string): Promise<void> {
  const client = createClient({ url: `file:${folder}/rehearsal.db` });
  for (let isFree = false; !isFree;) {
    process.kill("SIGSTOP");
    while (!/^State:\s+T/m.test(await Deno.readTextFile(`/proc/${process.pid}/status`))) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    isFree = await client.executeMultiple("begin immediate; rollback").then(() => true, () => false);
    if (!isFree) process.kill("SIGCONT");
  }
  client.close();
}

test("a file is planned in words, imported, updated, and unchanged the third time", async () => {
  const folder = await freshFolder();
  const environment = { DATA_DIR: folder, PORT: freePort() };
  const run = async (...args: readonly string[]) =>
    await runProgram(["src/cli.ts", "import", ...args], { environment, folder: Deno.cwd(), input: "" });
  const file = await deckFile(folder, { one: basic("One?"), two: basic("Two?") });
  expect(await run(file)).toMatchObject({ code: 1, output: expect.stringContaining("2 new; 2 new cards") });
  expect(await run(file, "--dry-run")).toMatchObject({
    code: 0,
    output: expect.stringContaining("Nothing was changed"),
  });
  expect(await run(file, "--yes")).toMatchObject({
    code: 0,
    output: expect.stringContaining("Imported: 2 new"),
  });
  await deckFile(folder, { one: basic("One, better?"), two: basic("Two?") });
  // The server has the data open meanwhile.
  const server = await startServer(environment);
  expect(await run(file, "--yes")).toMatchObject({
    code: 0,
    output: expect.stringContaining("Imported: 1 updated, 1 unchanged"),
  });
  expect(await (await fetch(`${server.origin}/decks/own`)).text()).toContain("One, better?");
  expect(await server.stop("SIGTERM")).toBe(0);
  expect(await run(file, "--yes")).toMatchObject({ code: 0, output: expect.stringContaining("2 unchanged") });
  expect([...Deno.readDirSync(`${folder}/imports`)]).toEqual([]);
}, LONGEST_MS);

test("what is wrong is said with its line, and with what to type", async () => {
  const folder = await freshFolder();
  const environment = { DATA_DIR: folder };
  const run = async (...args: readonly string[]) =>
    await runProgram(["src/cli.ts", "import", ...args], { environment, folder: Deno.cwd(), input: "" });
  const file = await deckFile(folder, { one: "- type: basic\n\nNo answer" });
  expect(await run(file, "--yes")).toMatchObject({
    code: 1,
    output: expect.stringMatching(/own\.md:\d+:\d+: /),
  });
  expect(await run()).toMatchObject({ code: 2, output: expect.stringContaining("deno task import FILE...") });
  expect(await run(`${folder}/none.apkg`)).toMatchObject({
    code: 2,
    output: expect.stringContaining("none.apkg"),
  });
}, LONGEST_MS);

test("everything that is not as the file has it is said in words, before and after", async () => {
  const folder = await freshFolder();
  const file = `${folder}/odd.apkg`;
  await Deno.writeFile(file, await buildPackage(ODD, "latest"));
  const { code, output } = await runProgram(["src/cli.ts", "import", file, "--yes"], {
    environment: { DATA_DIR: folder },
    folder: Deno.cwd(),
    input: "",
  });
  expect(code).toBe(0);
  for (
    const words of [
      "1 schedule, 6 answers of before",
      "odd.apkg: skipped: The note “front 2” has no cards",
      "odd.apkg: formula: F = m\\nosuch{a} in the field Back of “force”",
      "options “Eager”: New cards a day: the file says 20,000; here it becomes 9,999",
      "history: 2 answers of cards that are left out.",
      "    Card 1 of “force”: row 1707048000000",
      "odd.apkg: missing: gone.png",
    ]
  ) expect(output).toContain(words);
  const summary =
    "not as the file has it: 4 problems, 1 formula that cannot be set, 4 deck options that become something else";
  expect(output.split(summary)).toHaveLength(3);
}, LONGEST_MS);

test.each([1, 1000])(
  "after SIGKILL in an import that has changed %i things the next start shows the old state",
  async (least) => {
    const folder = await freshFolder();
    const environment = { DATA_DIR: folder, PORT: freePort() };
    await started(environment);
    const store = await openedStore(`file:${folder}/rehearsal.db`);
    const before = await counts(store);
    const file = await largeFile(folder);
    const process = await importUnderWay(file, { environment, store, least });
    process.kill("SIGKILL");
    expect((await process.status).signal).toBe("SIGKILL");
    expect((await openImports(store)).map(({ state }) => state)).toEqual(["applying"]);
    expect(Number((await counts(store))?.["notes"])).toBeLessThan(Number(before?.["notes"]) + 4000);

    await started(environment);
    expect(await counts(store)).toEqual(before);
    expect(await openImports(store)).toEqual([]);
    const owner = await localOwner(store);
    expect(owner).toBeDefined();
    const [check] = await store.db.all<{ integrity_check: string }>("pragma integrity_check");
    expect(check?.integrity_check).toBe("ok");
    await store.close();
  },
  LONGEST_MS,
);

test("a server that starts while the command line imports leaves that alone, and it ends done", async () => {
  const folder = await freshFolder();
  const environment = { DATA_DIR: folder, PORT: freePort() };
  await started(environment);
  const store = await openedStore(`file:${folder}/rehearsal.db`);
  const before = await counts(store);
  const process = await importUnderWay(await largeFile(folder), { environment, store, least: 1 });
  await paused(process, folder);
  const [run] = await openImports(store);
  expect(run).toMatchObject({ state: "applying" });

  const server = await startServer(environment);
  const page = await fetch(`${server.origin}/imports/${run?.id}`);
  expect(await page.text()).toContain("Another program is doing this");
  expect(await openImports(store)).toEqual([run]);
  process.kill("SIGCONT");
  expect(await process.status).toMatchObject({ code: 0, signal: null });
  expect(await (await fetch(`${server.origin}/imports/${run?.id}`)).text()).toContain("Undo this import");
  expect(Number((await counts(store))?.["notes"])).toBe(Number(before?.["notes"]) + 4000);
  expect(await server.stop("SIGTERM")).toBe(0);
  await store.close();
}, LONGEST_MS);

test(
  "after SIGKILL of the command line a server that runs takes its import back, and the next one is done",
  async () => {
    const folder = await freshFolder();
    const environment = { DATA_DIR: folder, PORT: freePort() };
    const server = await startServer(environment);
    const store = await openedStore(`file:${folder}/rehearsal.db`);
    const before = await counts(store);
    const file = await largeFile(folder);
    const process = await importUnderWay(file, { environment, store, least: 500 });
    process.kill("SIGKILL");
    expect((await process.status).signal).toBe("SIGKILL");
    const [run] = await openImports(store);
    expect(run).toBeDefined();

    while ((await openImports(store)).length > 0) await new Promise((resolve) => setTimeout(resolve));
    expect(await (await fetch(`${server.origin}/imports/${run?.id}`)).text())
      .toContain("The program ended while the import was being carried out");
    expect(await counts(store)).toEqual(before);
    expect(await openImports(store)).toEqual([]);
    const again = await runProgram(["src/cli.ts", "import", file, "--yes"], {
      environment,
      folder: Deno.cwd(),
      input: "",
    });
    expect(again).toMatchObject({ code: 0, output: expect.stringContaining("Imported: 4000 new") });
    expect(await server.stop("SIGTERM")).toBe(0);
    await store.close();
  },
  LONGEST_MS,
);

test("after SIGKILL of the command line the next one takes its import back first", async () => {
  const folder = await freshFolder();
  const environment = { DATA_DIR: folder, PORT: freePort() };
  await started(environment);
  const store = await openedStore(`file:${folder}/rehearsal.db`);
  const before = await counts(store);
  const file = await largeFile(folder);
  const process = await importUnderWay(file, { environment, store, least: 1 });
  process.kill("SIGKILL");
  expect((await process.status).signal).toBe("SIGKILL");
  const dry = ["src/cli.ts", "import", file, "--dry-run"];
  expect(await runProgram(dry, { environment, folder: Deno.cwd(), input: "" })).toMatchObject({
    code: 0,
    output: expect.stringContaining("An import or edit that was cut off was taken back."),
  });
  expect(await counts(store)).toEqual(before);
  await store.close();
}, LONGEST_MS);

test(
  "a start puts files aside that nobody names, and removes the uploads of imports that are gone",
  async () => {
    const folder = await freshFolder();
    const environment = { DATA_DIR: folder, PORT: freePort() };
    const hash = "ab".repeat(32);
    await Deno.mkdir(`${folder}/media/ab`, { recursive: true });
    await Deno.writeTextFile(`${folder}/media/ab/${hash}`, "left by a crash");
    await Deno.mkdir(`${folder}/imports/4711`, { recursive: true });
    await Deno.writeTextFile(`${folder}/imports/4711/0`, "left by a crash");
    const server = await startServer(environment);
    expect([...Deno.readDirSync(`${folder}/imports`)]).toEqual([]);
    // The sweep goes on behind the first requests.
    while ([...Deno.readDirSync(`${folder}/media/ab`)].length > 0) {
      await new Promise((resolve) => setTimeout(resolve));
    }
    expect(await Deno.readTextFile(`${folder}/media/aside/${hash}`)).toBe("left by a crash");
    expect(await server.stop("SIGTERM")).toBe(0);
  },
  LONGEST_MS,
);
