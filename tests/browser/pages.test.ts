/** Every page and every face: nothing for axe to find in light and dark, and no sideways scroll on a phone. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { ALL_TYPES } from "../actions/all_types.ts";
import { awake, openPage, serve } from "./browser.ts";
import { faults } from "./faults.ts";

const LONGEST_MS = 120_000;
const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", viewport: { width: 1100, height: 800 } }],
  ["dark-phone", {
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  }],
];

/** Answers cards until each kind of face has been seen in each of its states. */
async function reviewFaults(page: Page, look: string): Promise<{ seen: Set<string>; found: string[] }> {
  const seen = new Set<string>();
  const found: string[] = [];
  const see = async (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    found.push(...await faults(page, `${look}-review-${name}`));
  };
  const settled = () => page.waitForFunction(() => document.querySelector("[data-busy]") === null);
  for (let cards = 0; cards < 40; cards++) {
    const card = page.locator("article.card");
    if (await card.count() === 0) break;
    const face = await card.getAttribute("data-face") ?? "";
    if (face === "example") {
      await see("example");
      await page.locator("a[data-go]").click();
      await page.locator("#check").waitFor();
      continue;
    }
    const grid = await page.locator("#check [data-grid]").count() > 0;
    const name = face === "fields" ? (grid ? "grid" : "field") : face;
    await see(`${name}-asked`);
    if (face === "reveal" || face === "points") {
      await page.locator("text=Show answer").click();
      await card.and(page.locator("[data-turned]")).waitFor();
      await see(`${name}-turned`);
    } else {
      const inputs = await page.locator("#check input[type=text]").all();
      const check = async () => {
        await page.locator("button.primary[form=check]").click();
        await settled();
      };
      if (inputs.length > 0) {
        for (const input of inputs) await input.fill("1/0/");
        await check();
        if (await page.locator(".verdict[data-kind=unreadable]").count() > 0) await see(`${name}-unreadable`);
        const isOpen = await page.locator("article.card[data-turned]").count() === 0;
        if (isOpen) { for (const input of inputs) await input.fill("2.3026"); }
        if (isOpen) await check();
      } else {
        const boxes = page.locator("#check input[type=checkbox]");
        await (await boxes.count() > 0 ? boxes.first() : page.locator("#check input[type=radio]").last())
          .check();
        await check();
      }
      if (await page.locator("article.card[data-turned]").count() === 0) {
        await see(`${name}-once-more`);
        await page.locator("button[name=giveUp]").click();
        await settled();
      }
      await card.and(page.locator("[data-turned]")).waitFor();
      await see(`${name}-${await page.locator(".verdict").getAttribute("data-kind")}`);
    }
    const version = await page.locator(".grades input[name=card]").inputValue();
    await page.locator(".grade[value='4']").click();
    await page.waitForFunction(
      (was) => document.querySelector<HTMLInputElement>("input[name=card]")?.value !== was,
      version,
    );
  }
  await see("done");
  return { seen, found };
}

const SEEN = [
  "example",
  "reveal-asked",
  "reveal-turned",
  "points-asked",
  "points-turned",
  "options-asked",
  "options-right",
  "options-wrong",
  "field-asked",
  "field-unreadable",
  "field-right",
  "field-wrong",
  "grid-asked",
  "grid-unreadable",
  "grid-once-more",
  "grid-wrong",
  "done",
];

for (const [look, options] of LOOKS) {
  test(`axe finds nothing and nothing is too wide: ${look}`, async () => {
    const server = await serve({
      "all-types": ALL_TYPES,
      broken: ALL_TYPES.replace("type: basic", "type: basics").replace("all-types", "broken"),
    });
    const { page, complaints } = await openPage(server, { ...options, reducedMotion: "reduce" });
    const found: string[] = [];
    const pages = { home: "/", deck: "/decks/all-types", card: "/cards/1", settings: "/settings" };
    for (
      const [name, path] of Object.entries({
        ...pages,
        options: "/presets/1",
        export: "/export",
        restore: "/restore",
        signin: "/sign-in",
        error: "/x",
      })
    ) {
      await page.goto(path);
      await awake(page);
      found.push(...await faults(page, `${look}-${name}`));
    }
    expect(complaints.filter((text) => !text.includes("404"))).toEqual([]);
    await page.goto("/review");
    await awake(page);
    const review = await reviewFaults(page, look);
    found.push(...review.found);
    expect(SEEN.filter((name) => !review.seen.has(name))).toEqual([]);
    for (const [name, path] of Object.entries({ home: "/", card: "/cards/1", restore: "/restore" })) {
      await page.goto(path);
      await awake(page);
      found.push(...await faults(page, `${look}-${name}-after`));
    }
    expect(found).toEqual([]);
  }, LONGEST_MS);
}
