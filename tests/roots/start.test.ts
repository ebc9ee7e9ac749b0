/** Starting: from nothing, again, and what is said when it cannot be. */
import { createClient } from "@libsql/client";
import { expect, test } from "vitest";
import { freePort, freshFolder, runProgram, runServer, startServer } from "./server.ts";

/** Each test starts processes, which on a busy machine take their time. */
const LONGEST_MS = 60_000;

test("a server starts from nothing, shows its decks, ends calmly, and starts again as it was", async () => {
  const environment = { DATA_DIR: `${await freshFolder()}/new/data`, PORT: freePort() };
  const first = await startServer(environment);
  const home = await (await fetch(`${first.origin}/`)).text();
  expect(home).toContain("Study everything");
  const form = { zone: "Asia/Tokyo", rolloverHour: "3", theme: "dark" };
  const saved = await fetch(`${first.origin}/settings`, { method: "POST", body: new URLSearchParams(form) });
  await saved.body?.cancel();
  const style = /href="(\/static\/islands\/app[^"]+)"/.exec(home)?.[1] ?? "";
  const served = await fetch(`${first.origin}${style}`);
  expect([served.status, served.headers.get("cache-control")]).toEqual(
    [200, "public, max-age=31536000, immutable"],
  );
  await served.body?.cancel();
  expect(await first.stop("SIGTERM")).toBe(0);

  const second = await startServer(environment);
  expect(await (await fetch(`${second.origin}/`)).text()).toContain('data-theme="dark"');
  expect(await second.stop("SIGINT")).toBe(0);
}, LONGEST_MS);

test("a taken port is named, and nothing is started", async () => {
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const port = String(taken.addr.port);
  const { code, output } = await runServer({ DATA_DIR: await freshFolder(), PORT: port });
  taken.close();
  expect(code).toBe(1);
  expect(output).toContain(`PORT ${port} on 127.0.0.1 is taken by another program.`);
}, LONGEST_MS);

test("a folder that cannot be made is named", async () => {
  const file = `${await freshFolder()}/file`;
  await Deno.writeTextFile(file, "");
  const { code, output } = await runServer({ DATA_DIR: `${file}/data`, PORT: freePort() });
  expect(code).toBe(1);
  expect(output).toMatch(
    /^DATA_DIR \S+\/file\/data cannot be written to \(.+\)\. Give .+ or set DATA_DIR\.$/m,
  );
  expect(output).not.toContain("    at ");
}, LONGEST_MS);

test("a database of a newer version is refused", async () => {
  const folder = await freshFolder();
  const environment = { DATA_DIR: folder, PORT: freePort() };
  const server = await startServer(environment);
  await server.stop("SIGTERM");
  const client = createClient({ url: `file:${folder}/rehearsal.db` });
  await client.execute(
    `insert into "__drizzle_migrations" (hash, created_at) values ('of tomorrow', 9999999999999)`,
  );
  client.close();
  const { code, output } = await runServer(environment);
  expect(code).toBe(1);
  expect(output).toContain("it holds 1 migration(s) that this version does not know");
  expect(output).toContain("Start the newer version of the program, or restore a backup.");
}, LONGEST_MS);

test("a file that is no database is named", async () => {
  const folder = await freshFolder();
  await Deno.writeTextFile(`${folder}/rehearsal.db`, "not a database, but some text\n".repeat(400));
  const { code, output } = await runServer({ DATA_DIR: folder, PORT: freePort() });
  expect(code).toBe(1);
  expect(output).toMatch(/rehearsal\.db: it is damaged or no database .* Put a backup in its place\./);
}, LONGEST_MS);

test("without the built islands the program says how to start", async () => {
  const folder = await freshFolder();
  const here = Deno.cwd();
  for (const name of ["migrations", "cards"]) await Deno.symlink(`${here}/${name}`, `${folder}/${name}`);
  const environment = { DATA_DIR: `${folder}/data`, PORT: freePort() };
  const program = ["--config", `${here}/deno.json`, `${here}/src/main.ts`];
  const { code, output } = await runProgram(program, { environment, folder, input: "" });
  expect(code).toBe(1);
  expect(output).toContain(
    "static/islands/manifest.json is missing: the islands are not built. Start with: deno task start",
  );
}, LONGEST_MS);

test(
  "every setting that cannot be read is named in a sentence of its own, the secret without its text",
  async () => {
    const { code, output } = await runServer({
      PORT: "80000",
      DATABASE_URL: "postgres://x",
      BASE_URL: "cards.example.org",
      SECRET: "too short to keep",
      LOG_LEVEL: "loud",
    });
    expect(code).toBe(1);
    const lines = output.trim().split("\n");
    expect(lines.map((line) => line.split(" ")[0]).sort()).toEqual(
      ["BASE_URL", "DATABASE_URL", "LOG_LEVEL", "PORT", "SECRET"],
    );
    expect(lines).toContain('PORT must be a whole number from 1 to 65535; found "80000".');
    expect(output).not.toContain("too short to keep");
  },
  LONGEST_MS,
);

test.each(["192.0.2.7", "no-such-name.invalid"])(
  "HOST %s, which is not this machine, is named",
  async (HOST) => {
    const environment = { DATA_DIR: await freshFolder(), HOST, PORT: freePort() };
    const folder = Deno.cwd();
    await runProgram(["src/cli.ts", "password"], { environment, folder, input: "correct horse" });
    const { code, output } = await runServer(environment);
    expect(code).toBe(1);
    expect(output).toContain(`HOST ${HOST} is no address of this machine.`);
    expect(output).not.toContain("    at ");
  },
  LONGEST_MS,
);

test("a server for other machines wants a password, and asks for it once one is set", async () => {
  const environment = { DATA_DIR: await freshFolder(), HOST: "0.0.0.0", PORT: freePort() };
  const folder = Deno.cwd();
  const refused = await runServer(environment);
  expect(refused.code).toBe(1);
  expect(refused.output).toContain(
    "HOST is 0.0.0.0, which other machines can reach, but no password is set.",
  );
  expect(refused.output).toContain("deno task password");

  const cli = ["src/cli.ts", "password"];
  const short = await runProgram(cli, { environment, folder, input: "short\n" });
  expect([short.code, short.output]).toEqual([1, "A password needs at least 8 characters.\n"]);
  const set = await runProgram(cli, { environment, folder, input: "correct horse\n" });
  expect(set.code).toBe(0);
  expect(set.output).toContain("The password of owner is set.");
  expect(set.output).not.toContain("correct horse");

  const server = await startServer(environment);
  const stranger = await fetch(`${server.origin}/`, { redirect: "manual" });
  expect([stranger.status, stranger.headers.get("location")]).toEqual([303, "/sign-in?next=%2F"]);
  const signedIn = await fetch(`${server.origin}/sign-in`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: server.origin },
    body: new URLSearchParams({ name: "owner", password: "correct horse", next: "/" }),
  });
  expect(signedIn.status).toBe(303);
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const home = await fetch(`${server.origin}/`, { headers: { cookie } });
  expect(await home.text()).toContain("Sign out");
  await server.stop("SIGTERM");
}, LONGEST_MS);

test("the command line says what it can do, and checks the decks", async () => {
  const around = { environment: {}, folder: Deno.cwd(), input: "" };
  const nothing = await runProgram(["src/cli.ts"], around);
  expect([nothing.code, nothing.output]).toEqual([
    1,
    "Say what to do: cards, import, export, restore, password.\n",
  ]);
  const cards = await runProgram(["src/cli.ts", "cards"], around);
  expect(cards.code).toBe(0);
  expect(cards.output).toMatch(/^cards\/lstm\/deck\.md: \d+ notes, \d+ cards$/m);
}, LONGEST_MS);
