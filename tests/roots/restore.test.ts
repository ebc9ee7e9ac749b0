/** Uploads and restores of the real server, under the permissions that it ships with, and what a sudden end leaves. */
import { expect, test } from "vitest";
import { basic, deckText, openedStore } from "../actions/house.ts";
import { textsOf } from "../actions/archives.ts";
import { type Environment, freePort, freshFolder, runProgram, startServer } from "./server.ts";

const LONGEST_MS = 120_000;
const NOTES = 1500;

async function run(environment: Environment, ...args: readonly string[]) {
  return await runProgram(["src/cli.ts", ...args], { environment, folder: Deno.cwd(), input: "" });
}

/** The path of an archive of somebody who imported thousands of notes. */
async function archiveFile(): Promise<string> {
  const folder = await freshFolder();
  const notes = Object.fromEntries(
    Array.from({ length: NOTES }, (_, i) => [`n${i}`, basic(`Question ${i}?`)]),
  );
  await Deno.writeTextFile(`${folder}/own.md`, deckText("own", notes));
  const environment = { DATA_DIR: folder, PORT: freePort() };
  // The decks that ship are loaded first, as where it is restored.
  expect(await (await startServer(environment)).stop("SIGTERM")).toBe(0);
  expect(await run(environment, "import", `${folder}/own.md`, "--yes")).toMatchObject({ code: 0 });
  expect(await run(environment, "export", `${folder}/archive.zip`)).toMatchObject({ code: 0 });
  return `${folder}/archive.zip`;
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  while (!await holds()) await new Promise((resolve) => setTimeout(resolve));
}

test(
  "after SIGKILL in a restore the next start shows an empty server, into which the archive goes",
  async () => {
    const archive = await archiveFile();
    const folder = await freshFolder();
    const environment = { DATA_DIR: folder, PORT: freePort() };
    const server = await startServer(environment);
    const store = await openedStore(`file:${folder}/rehearsal.db`);
    const count = async (what: string) =>
      Number((await store.db.all<{ n: number }>(`select count(*) as n from ${what}`))[0]?.n);
    const before = { notes: await count("note"), memories: await count("memory") };
    const body = new FormData();
    body.append("files", new File([await Deno.readFile(archive)], "archive.zip"));
    const sent = fetch(`${server.origin}/restore`, { method: "POST", body }).catch(() => undefined);
    await until(async () => await count("note") > before.notes + 200);
    await server.stop("SIGKILL");
    await sent;
    expect(await count("setting where key like 'restoring:%'")).toBe(1);

    const again = await startServer(environment);
    expect(await (await fetch(`${again.origin}/`)).text()).toContain("Restore your archive");
    expect({ notes: await count("note"), memories: await count("memory") }).toEqual(before);
    expect(await again.stop("SIGTERM")).toBe(0);
    await store.close();

    const restored = await run(environment, "restore", archive);
    expect(restored).toMatchObject({
      code: 0,
      output: expect.stringContaining("Restored: 1 decks of your own"),
    });
    expect(await run(environment, "restore", archive)).toMatchObject({
      code: 1,
      output: expect.stringContaining("already has decks"),
    });
    expect(await run(environment, "export", `${folder}/again.zip`)).toMatchObject({ code: 0 });
    const [there, here] = [
      textsOf(await Deno.readFile(archive)),
      textsOf(await Deno.readFile(`${folder}/again.zip`)),
    ];
    // Notes that ship are those of each server, with their own dates.
    const isOwn = (name: string) => name.startsWith("tables/") && !name.startsWith("tables/note-");
    const names = Object.keys(there).filter(isOwn);
    expect(names).toContain("tables/import_change-0001.jsonl");
    expect(names.filter((name) => here[name] !== there[name])).toEqual([]);
  },
  LONGEST_MS,
);

test(
  "a sender that goes away in the middle of an upload leaves nothing on the disk, and the server goes on",
  async () => {
    const folder = await freshFolder();
    const server = await startServer({ DATA_DIR: folder, PORT: freePort() });
    const { hostname, port, host } = new URL(server.origin);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const head = [
      "POST /import HTTP/1.1",
      `Host: ${host}`,
      "Content-Type: multipart/form-data; boundary=cut",
      "Content-Length: 50000000",
      "",
      "--cut",
      'Content-Disposition: form-data; name="files"; filename="a.apkg"',
      "",
      "",
    ].join("\r\n");
    const writer = connection.writable.getWriter();
    await writer.write(new TextEncoder().encode(head));
    await writer.write(new Uint8Array(1_000_000));
    const kept = () => {
      try {
        return [...Deno.readDirSync(`${folder}/imports`)].length;
      } catch {
        return 0;
      }
    };
    await until(() => kept() === 1);
    connection.close();
    await until(() => kept() === 0);
    expect(await (await fetch(`${server.origin}/import`)).text()).not.toContain("Your imports");
    expect(await server.stop("SIGTERM")).toBe(0);
  },
  LONGEST_MS,
);
