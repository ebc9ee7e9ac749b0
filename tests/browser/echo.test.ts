/** How an answer is read, shown before it counts: while somebody types, and on request without scripts. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { deckText } from "../actions/house.ts";
import { awake, openPage, picture, serve, violations } from "./browser.ts";

const LONGEST_MS = 60_000;
const DECKS = {
  d: deckText("d", { number: "- type: number\n- answer: 5/8\n- tolerance: 0.001\n\nWhat is five eighths?" }),
};
/** Logits -1, 1, 0. */
const SOFTMAX = "/practice/softmax?level=1&seed=4";
const PHONE = { viewport: { width: 390, height: 800 } } as const;

/** The numbers of the echo that is set as maths. */
async function echoed(page: Page, field: string): Promise<string> {
  const echo = page.locator(`[data-echo="${field}"]`);
  await echo.locator("annotation").waitFor({ state: "attached" });
  return await echo.locator("annotation").textContent() ?? "";
}

test(
  "while somebody types in practice the echo follows, in the next question too, and nothing is judged",
  async () => {
    const { page, complaints } = await openPage(await serve(DECKS));
    await page.goto(SOFTMAX);
    await awake(page);
    expect(await page.locator(".without-scripts").isVisible()).toBe(false);
    for (let questions = 0; questions < 2; questions++) {
      await page.locator('[name="field.p[0]"]').pressSequentially("1/8");
      await page.locator('[name="field.p[1]"]').pressSequentially("0.25");
      await page.locator('[name="field.p[2]"]').pressSequentially("e^-1");
      expect(await echoed(page, "p")).toContain("0.125");
      expect(await page.locator(".verdict").getAttribute("data-kind")).toBe("none");
      await page.locator('[name="field.p[1]"]').fill("0.2.5");
      await page.locator("[data-echo][data-problem]").waitFor();
      expect(await page.locator("[data-echo]").textContent()).toMatch(/^Entry 2: /);
      expect(await violations(page)).toEqual([]);
      await picture(page, `echo-practice-${questions}`);
      if (questions > 0) break;
      const here = page.url();
      await page.click("text=Show me how");
      await page.click("a[data-go=next]");
      await page.waitForURL((url) => url.href !== here);
      await page.locator("#check").waitFor();
    }
    expect(complaints).toEqual([]);
  },
  LONGEST_MS,
);

test.each(["/review", "/practice/perplexity?level=1&seed=2"])(
  "without scripts %s shows on request how an answer is read, keeps it, and then checks it",
  async (path) => {
    const { page } = await openPage(await serve(DECKS), { javaScriptEnabled: false, ...PHONE });
    await page.goto(path);
    const input = page.locator("#check input[type=text]").first();
    const field = (await input.getAttribute("name"))?.slice("field.".length) ?? "";
    await input.fill("1/4 +");
    await page.click("text=Show how it is read");
    expect(await page.locator(`[data-echo="${field}"][data-problem]`).textContent()).toMatch(/character|end/);
    expect(await input.inputValue()).toBe("1/4 +");
    await input.fill("1/4 + 1/2");
    await page.click("text=Show how it is read");
    expect(await echoed(page, field)).toContain("0.75");
    await picture(page, `echo-plain-${field}`);
    expect(await page.locator(".verdict .headline").count()).toBe(0);
    await input.press("Enter");
    await page.locator(".verdict .headline").waitFor();
  },
  LONGEST_MS,
);
