/** The workbench in a browser: nothing for axe to find, room on a phone, all of it by keys, and without scripts. */
import axe from "axe-core";
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { EXAMPLE_NOTE } from "../../src/pages/workbench_model.ts";
import { openPage, picture, serve } from "./browser.ts";

const LONGEST_MS = 60_000;
const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
  ["light", { colorScheme: "light", viewport: { width: 1100, height: 800 } }],
  ["dark-phone", {
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  }],
];

async function faults(page: Page, name: string): Promise<string[]> {
  await picture(page, `workbench-${name}`);
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const checker: unknown = Reflect.get(globalThis, "axe");
    const run = typeof checker === "object" && checker !== null ? Reflect.get(checker, "run") : undefined;
    const { violations } = await run(document, { resultTypes: ["violations"] });
    const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return { violations: JSON.stringify(violations), wide };
  });
  const violations: { id: string; nodes: { html: string }[] }[] = JSON.parse(found.violations);
  return [
    ...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
    ...(found.wide > 0 ? [`${name}: ${found.wide} px wider than the screen`] : []),
  ];
}

test("the workbench has nothing for axe to find, in light and on a dark phone", async () => {
  const server = await serve();
  const found: string[] = [];
  for (const [look, options] of LOOKS) {
    const { page, complaints } = await openPage(server, { ...options, reducedMotion: "reduce" });
    await page.goto("/workbench");
    found.push(...await faults(page, `${look}-begin`));
    await page.locator("button.primary").click();
    await page.locator("#outcome").waitFor();
    found.push(...await faults(page, `${look}-cards`));
    await page.fill("#text", EXAMPLE_NOTE.replace("exp(loss)", `exp(lost) ${"+ loss ".repeat(40)}`));
    await page.locator("button.primary").click();
    await page.locator(".problems").waitFor();
    found.push(...await faults(page, `${look}-problems`));
    // The browser reports a page that comes with status 422.
    found.push(...complaints.filter((text) => !text.includes("422")));
  }
  await server.stop("SIGTERM");
  expect(found).toEqual([]);
}, LONGEST_MS);

test("the workbench can be used by keys alone, and without scripts", async () => {
  const server = await serve();
  const { page } = await openPage(server, { javaScriptEnabled: false });
  await page.goto("/settings");
  await page.locator("a[href='/workbench']").focus();
  await page.keyboard.press("Enter");
  await page.locator("#text").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(EXAMPLE_NOTE.replace("[p != q]", "[p > 9]"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".problems").waitFor();
  expect(await page.locator("#outcome").textContent()).toContain("1 problem");
  expect(await page.locator(".problems").textContent()).toMatch(/Only 0 of \d+ draws make a fair question/);
  await page.locator("#text").focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(EXAMPLE_NOTE);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator("article.tried").first().waitFor();
  expect(await page.locator("article.tried").count()).toBe(5);
  await server.stop("SIGTERM");
}, LONGEST_MS);
