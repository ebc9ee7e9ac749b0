/** An archive moves from one server to another, as a person does it: without scripts, and on a phone. */
import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { awake, openPage, picture, serve } from "./browser.ts";
import { faults } from "./faults.ts";

const LONGEST_MS = 120_000;

/** The archive of a server on which a deck was made and the dark chosen. */
async function archiveFile(): Promise<string> {
  const server = await serve();
  const send = (path: string, form: Readonly<Record<string, string>>) =>
    fetch(`${server.origin}${path}`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  expect((await send("/decks", { name: "My own deck", description: "", parent: "" })).status).toBe(303);
  const response = await send("/export/archive", {});
  const path = await Deno.makeTempFile({ suffix: ".zip" });
  await Deno.writeFile(path, new Uint8Array(await response.arrayBuffer()));
  expect(await server.stop("SIGTERM")).toBe(0);
  return path;
}

test("an archive is restored from the first page without any script", async () => {
  const archive = await archiveFile();
  const { page, complaints } = await openPage(await serve(), {
    javaScriptEnabled: false,
    viewport: { width: 1100, height: 800 },
  });
  await page.goto("/");
  await picture(page, "restore-home");
  await page.getByRole("link", { name: "Restore your archive" }).click();
  await page.getByLabel("The archive").setInputFiles({
    name: "notes.zip",
    mimeType: "application/zip",
    buffer: Buffer.from("no zip at all"),
  });
  await page.getByRole("button", { name: "Restore" }).click();
  expect(await page.getByRole("alert").textContent()).toContain("The file is no archive.");
  await picture(page, "restore-refused");
  await page.getByLabel("The archive").setInputFiles(archive);
  await page.getByRole("button", { name: "Restore" }).click();
  await page.waitForURL("**/?done=restored");
  expect(await page.locator("body").textContent()).toContain("Your archive is restored");
  await page.getByRole("link", { name: "My own deck" }).first().waitFor();
  await page.goto("/restore");
  expect(await page.getByLabel("The archive").count()).toBe(0);
  expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  await Deno.remove(archive);
}, LONGEST_MS);

test("on a dark phone the page, a refusal and the end are without barriers, by keyboard", async () => {
  const archive = await archiveFile();
  const { page, complaints } = await openPage(await serve({}), {
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: "reduce",
  });
  const found: string[] = [];
  await page.goto("/");
  await awake(page);
  found.push(...await faults(page, "restore-phone-home"));
  await page.getByRole("link", { name: "Restore an archive" }).press("Enter");
  const input = page.getByLabel("The archive");
  await input.setInputFiles({ name: "a.zip", mimeType: "application/zip", buffer: Buffer.from("PK") });
  await input.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").waitFor();
  found.push(...await faults(page, "restore-phone-refused"));
  await page.getByLabel("The archive").setInputFiles(archive);
  await page.getByRole("button", { name: "Restore" }).press("Enter");
  await page.waitForURL("**/?done=restored");
  await awake(page);
  found.push(...await faults(page, "restore-phone-done"));
  await page.goto("/restore");
  found.push(...await faults(page, "restore-phone-full"));
  expect(found).toEqual([]);
  expect(complaints.filter((text) => !text.includes("422"))).toEqual([]);
  await Deno.remove(archive);
}, LONGEST_MS);
