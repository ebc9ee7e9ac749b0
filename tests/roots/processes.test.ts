/** Which processes over a data folder live: known by locks that the system drops, whatever ends a process. */
import { expect, test } from "vitest";
import { joinProcesses } from "../../src/processes.ts";
import { freshFolder } from "./server.ts";

test("a process knows itself, and others while they have not left", async () => {
  const folder = `${await freshFolder()}/processes`;
  const [one, two] = [await joinProcesses(folder), await joinProcesses(folder)];
  expect(one.own).not.toBe(two.own);
  expect(await one.signOf(one.own)).toBe("own");
  expect(await one.signOf(two.own)).toBe("lives");
  await two.leave();
  expect(await one.signOf(two.own)).toBe("dead");
  await one.leave();
  expect([...Deno.readDirSync(folder)]).toEqual([]);
});

test("two that ask of a third at the same time do not take each other for it", async () => {
  const folder = await freshFolder();
  const [one, two] = [await joinProcesses(folder), await joinProcesses(folder)];
  const name = crypto.randomUUID();
  await Deno.writeTextFile(`${folder}/${name}.lock`, "");
  const signs = await Promise.all(
    Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? one : two).signOf(name)),
  );
  expect(new Set(signs)).toEqual(new Set(["dead"]));
  await one.leave();
  await two.leave();
});

test("what was never here is dead, as in a copy of the data folder; what is no name is unknown", async () => {
  const processes = await joinProcesses(await freshFolder());
  expect(await processes.signOf(crypto.randomUUID())).toBe("dead");
  for (const name of [undefined, "", "../secret", "x".repeat(36)]) {
    expect(await processes.signOf(name)).toBe("unknown");
  }
  await processes.leave();
});

test("a process is dead as soon as it is killed, and its file goes when another joins an hour later", async () => {
  const folder = await freshFolder();
  const program = `
    const { joinProcesses } = await import(${JSON.stringify(`${Deno.cwd()}/src/processes.ts`)});
    console.log((await joinProcesses(${JSON.stringify(folder)})).own);
    setInterval(() => undefined, 1000);`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", program],
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const name = (await reader.read()).value?.trim();
  const processes = await joinProcesses(folder);
  expect(await processes.signOf(name)).toBe("lives");
  child.kill("SIGKILL");
  await child.status;
  await reader.cancel();
  expect(await processes.signOf(name)).toBe("dead");

  const file = `${folder}/${name}.lock`;
  const own = `${folder}/${processes.own}.lock`;
  await (await joinProcesses(folder)).leave();
  expect((await Deno.stat(file)).isFile).toBe(true);
  const longAgo = new Date(Date.now() - 2 * 3_600_000);
  for (const path of [file, own]) await Deno.utime(path, longAgo, longAgo);
  await (await joinProcesses(folder)).leave();
  await expect(Deno.stat(file)).rejects.toBeInstanceOf(Deno.errors.NotFound);
  // However old the file of one that lives is, it stays.
  expect((await Deno.stat(own)).isFile).toBe(true);
  await processes.leave();
});
