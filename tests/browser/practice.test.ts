/** Practice, gallery and solver in a real browser: by keyboard, on a phone, in the dark, without scripts. */
import { isDeepStrictEqual } from "node:util";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tryNote } from "../../src/decks/try_note.ts";
import { archiveSession } from "../../src/decks/archive/archive_session.ts";
import { mediaFilesIn } from "../../src/media_files.ts";
import { createApp } from "../../src/http/app.ts";
import { GENERATORS } from "../../src/questions/generators.ts";
import { readAssets } from "../../src/ui/assets.ts";
import { openHouse } from "../actions/house.ts";
import { TOOLS } from "../decks/exports/made_contents.ts";
import { deskOf } from "../actions/imports/desk_house.ts";
import { QUICK_VAULT } from "../http/site.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
/** Logits -1, 1, 0: p = 0.090, 0.665, 0.245. */
const SOFTMAX = "/practice/softmax?level=1&seed=4";
/** Checking the gallery of all formulas takes axe a while. */
const PATIENCE_MS = 60_000;
const PHONE = { viewport: { width: 390, height: 800 }, hasTouch: true, isMobile: true } as const;

let browser: Browser;
let server: Deno.HttpServer<Deno.NetAddr>;
let origin: string;
let axe: string;

beforeAll(async () => {
  const house = await openHouse({ decks: {} });
  const assets = readAssets(JSON.parse(await Deno.readTextFile("static/islands/manifest.json")));
  if (!assets.ok) throw new Error(assets.error);
  server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (request) => app.fetch(request),
  );
  origin = `http://127.0.0.1:${server.addr.port}`;
  const media = mediaFilesIn(Deno.makeTempDirSync());
  const imports = deskOf(house.deps, { files: media, report: (event) => console.error(event) });
  const app = createApp({
    ...house.deps,
    vault: QUICK_VAULT,
    baseUrl: origin,
    isOpen: () => true,
    assets: () => assets.value,
    fence: () => undefined,
    problems: () => [],
    deckFile: () => Promise.resolve(undefined),
    tryNote: (text) => Promise.resolve(tryNote(text)),
    media,
    exporting: TOOLS,
    imports,
    restores: {
      openArchive: () => Promise.resolve(archiveSession()),
      media,
      uploads: imports.uploads,
      bytes: imports.limits.bytes,
      busy: new Set(),
    },
    log: { info: () => {}, error: (event, properties) => console.error(event, properties) },
  });
  axe = await Deno.readTextFile("node_modules/axe-core/axe.min.js");
  const executablePath = Deno.env.get("CHROMIUM_PATH") ?? "/usr/bin/chromium";
  browser = await chromium.launch({ executablePath, args: FLAGS });
});

afterAll(async () => {
  await browser?.close();
  await server?.shutdown();
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  const page = await context.newPage();
  page.on("pageerror", (error) => console.error(`${path}: ${error.message}`));
  await page.goto(path);
  if (options.javaScriptEnabled !== false) {
    await page.waitForFunction(() => document.querySelector("[data-island]:not([data-awake])") === null);
    await page.waitForLoadState("networkidle");
  }
  return page;
}

async function violations(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return await page.evaluate(
    `axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map((n) => n.html)]))`,
  );
}

async function typeCells(page: Page, ...texts: readonly string[]): Promise<void> {
  for (const [i, text] of texts.entries()) await page.fill(`[name="field.p[${i}]"]`, text);
}

const WIDE = { viewport: { width: 1100, height: 900 } } as const;
const CASES = [
  "/practice",
  "/practice?search=softmax",
  SOFTMAX,
  "/practice/topic/conv-shapes?seed=5",
  "/solve/softmax",
  "/solve/conv2d-values?p.image=1+2;3&p.kernel=[[1,2],[3,400]]",
].flatMap((path) => [
  [path, "wide, light", { ...WIDE, colorScheme: "light" }] as const,
  [path, "a phone, dark", { ...PHONE, colorScheme: "dark" }] as const,
]);

test.each(CASES)(
  "%s on %s has no barriers that axe finds and no sideways scroll",
  async (path, _, options) => {
    const page = await open(path, options);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.context().close();
  },
  PATIENCE_MS,
);

/** What is asked of a generator on a phone, then its answer: barriers, formulas that were not set, and sideways scroll. */
async function barriersOf(page: Page, { id, levels }: (typeof GENERATORS)[number]): Promise<unknown[]> {
  await page.goto(`/practice/${id}?level=${levels.at(-1)}&seed=3`, { waitUntil: "domcontentloaded" });
  await page.evaluate(axe);
  const faults = (part: string) =>
    page.evaluate(`(document.querySelector("${part}") === null
      ? Promise.resolve({ violations: [] })
      : axe.run("${part}", { resultTypes: ["violations"] })).then(({ violations }) => [
      ...violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
      ...Array.from(document.querySelectorAll(".katex-error"), (error) => error.title),
      ...(document.documentElement.scrollWidth > innerWidth ? ["scrolls sideways"] : []),
    ])`);
  const asked = await faults("body");
  await page.click("button[value=steps]");
  await page.locator(".steps").waitFor();
  // Steps are lists of texts and formulas, alike everywhere: only other things in them are worth axe's time.
  const shown = await faults(".steps :is(table, pre, img, ul)");
  return isDeepStrictEqual([asked, shown], [[], []]) ? [] : [{ id, asked, shown }];
}

test(
  "every generator asks and explains without barriers",
  async () => {
    const found: unknown[] = [];
    const waiting = [...GENERATORS];
    await Promise.all([1, 2].map(async () => {
      const page = await open("/practice", { ...PHONE, reducedMotion: "reduce" });
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        found.push(...await barriersOf(page, next));
      }
      await page.context().close();
    }));
    expect(found).toEqual([]);
  },
  5 * PATIENCE_MS,
);

test(
  "a question is answered by keys alone: hint, two tries, steps, the next question, and back",
  async () => {
    const page = await open(SOFTMAX);
    await page.keyboard.press("h");
    await page.locator(".hints > li").first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Hint 1");

    await page.keyboard.press("Enter");
    await page.keyboard.type("0.368");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("2.718");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type("1");
    await page.keyboard.press("Enter");
    await page.locator('.verdict[data-kind="wrong"]').waitFor();
    expect(await page.textContent(".verdict")).toContain("Divide each by their sum");
    expect(await page.locator(".steps").count()).toBe(0);
    expect(await violations(page)).toEqual([]);

    await typeCells(page, "0.09", "0.665", "0.245");
    await page.locator('[name="field.p[2]"]').press("Enter");
    await page.locator('.verdict[data-kind="right"]').waitFor();
    expect(await page.locator(".steps > li").count()).toBeGreaterThan(1);
    expect(await page.textContent(".tally")).toContain("2 tries, 1 hint");
    expect(await violations(page)).toEqual([]);

    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.search.endsWith("seed=4"));
    await page.locator("#check").waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("field.p[0]");

    await page.goBack();
    await page.waitForURL(`**${SOFTMAX}`);
    await page.locator(".prose", { hasText: "−1" }).first().waitFor();
    await page.context().close();
  },
  PATIENCE_MS,
);

test("the same numbers can be had again, with empty inputs", async () => {
  const page = await open(SOFTMAX);
  const asked = await page.innerText("#prompt");
  await page.click("text=Show me how");
  await page.locator(".steps").waitFor();
  await page.keyboard.press("r");
  await page.locator("#check").waitFor();
  expect(await page.innerText("#prompt")).toBe(asked);
  expect(await page.inputValue('[name="field.p[0]"]')).toBe("");
  await page.context().close();
}, PATIENCE_MS);

test("a matrix is pasted into the grid, and Escape leaves the input for the keys", async () => {
  const page = await open(SOFTMAX);
  await page.focus('[name="field.p[0]"]');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "[0.09, 0.665, 0.245]");
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  expect(await page.inputValue('[name="field.p[2]"]')).toBe("0.245");
  await page.keyboard.press("Escape");
  await page.keyboard.press("h");
  await page.locator(".hints > li").first().waitFor();
  expect(await page.inputValue('[name="field.p[2]"]')).toBe("0.245");
  await page.context().close();
}, PATIENCE_MS);

test("without scripts the same question is hinted, checked and followed by the next", async () => {
  const page = await open(SOFTMAX, { javaScriptEnabled: false });
  await page.click("button[value=hint]");
  expect(await page.locator(".hints > li").count()).toBe(1);
  await typeCells(page, "0.09", "0.665", "0.245");
  await page.locator('[name="field.p[2]"]').press("Enter");
  expect(await page.textContent(".verdict")).toContain("Right");
  await page.click("text=Next question");
  expect(page.url()).not.toContain("seed=4");
  expect(await page.locator("#check").count()).toBe(1);
  await page.context().close();
}, PATIENCE_MS);

/** h = tanh(wx + b), y = sigmoid(vh + c), L = (y - t)^2, by w. */
const TWO_LAYERS = "/practice/two-layer-symbolic?level=3&seed=3";

test.each([[true, "light"], [false, "dark"]] as const)(
  "a formula is typed on a phone (scripts: %s, %s): named and shown where it fails, then right with its steps",
  async (javaScriptEnabled, colorScheme) => {
    const page = await open(TWO_LAYERS, { ...PHONE, javaScriptEnabled, colorScheme });
    const field = page.locator('[name="field.gradient"]');
    await field.fill("2*(y - t)*y*(1 - y)*(1 - h^2)*x");
    await field.press("Enter");
    await page.locator('.verdict[data-kind="wrong"]').waitFor();
    const said = await page.textContent("main");
    expect(said).toMatch(/the error passes the weight[\s\S]*yours gives/);
    await field.fill("2*x*v*(1 - h)*(1 + h)*(y - y^2)*(y - t)");
    await field.press("Enter");
    await page.locator('.verdict[data-kind="right"]').waitFor();
    expect(await page.locator(".steps > li").count()).toBe(5);
    if (javaScriptEnabled) expect(await violations(page)).toEqual([]);
    await page.context().close();
  },
  PATIENCE_MS,
);

test(
  "the gallery is searched and leads to practice; the solver takes own numbers; both without scripts",
  async () => {
    const page = await open("/practice", { javaScriptEnabled: false });
    await page.fill("#search", "few logits");
    await page.click("button:has-text('Search')");
    await page.click("text=Solve your own numbers");
    await page.fill("#p-logits", "0 0,5 1");
    await page.click("button:has-text('Solve')");
    expect(await page.locator(".steps > li").count()).toBeGreaterThan(1);
    await page.fill("#p-logits", "0 0,5 x");
    await page.click("button:has-text('Solve')");
    expect(await page.locator("#p-logits[aria-invalid=true]").count()).toBe(1);
    await page.click("text=practise with fresh ones");
    expect(page.url()).toMatch(/\/practice\/softmax\?seed=\d+$/);
    await page.context().close();
  },
  PATIENCE_MS,
);
