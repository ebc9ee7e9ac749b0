/** A browser and a server for the tests of one file: the real program over small decks, driven as a person does. */
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll } from "vitest";
import { ALL_TYPES } from "../actions/all_types.ts";
import { type Environment, freePort, freshFolder, onlyWith, type Server, watched } from "../roots/server.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
];

/** Where pictures of the pages go, for people to look at. */
const PICTURES = ".screens";

let browser: Browser | undefined;

afterAll(async () => {
  await browser?.close();
});

/** A server over the given decks, or over one with a note of every type. */
export async function serve(
  decks: Readonly<Record<string, string>> = { "all-types": ALL_TYPES },
  environment: Environment = {},
): Promise<Server> {
  const folder = await freshFolder();
  const here = Deno.cwd();
  for (const name of ["migrations", "static"]) await Deno.symlink(`${here}/${name}`, `${folder}/${name}`);
  await Deno.mkdir(`${folder}/cards`);
  for (const [slug, text] of Object.entries(decks)) {
    await Deno.mkdir(`${folder}/cards/${slug}`, { recursive: true });
    await Deno.writeTextFile(`${folder}/cards/${slug}/deck.md`, text);
  }
  return await watched(
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "-A", "--config", `${here}/deno.json`, `${here}/src/main.ts`],
      ...onlyWith({ DATA_DIR: `${folder}/data`, PORT: freePort(), ...environment }),
      cwd: folder,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }),
  );
}

/** A page of a new browser profile; whatever its console or a script complains about fails the test by `complaints`. */
export async function openPage(
  server: Pick<Server, "origin">,
  options: BrowserContextOptions = {},
): Promise<{ readonly page: Page; readonly complaints: string[] }> {
  const executablePath = Deno.env.get("CHROMIUM_PATH") ?? "/usr/bin/chromium";
  browser ??= await chromium.launch({ executablePath, args: FLAGS });
  const context = await browser.newContext({ baseURL: server.origin, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => {
    // Chromium's own word when a page was slower to come than its transition waits: nothing of ours ran.
    if (!error.message.startsWith("Transition was ")) complaints.push(error.message);
  });
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  return { page, complaints };
}

export async function picture(page: Page, name: string): Promise<void> {
  await Deno.mkdir(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true });
}

/** Barriers that axe finds in the page as it stands. */
export async function violations(page: Page): Promise<unknown> {
  await page.evaluate(await Deno.readTextFile("node_modules/axe-core/axe.min.js"));
  return await page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))`,
  );
}

/** Waits until the islands of the page are alive. */
export async function awake(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const islands = [...document.querySelectorAll<HTMLElement>("[data-island]")];
    return islands.every((island) => island.dataset["awake"] !== undefined);
  });
  await page.waitForLoadState("networkidle");
}
