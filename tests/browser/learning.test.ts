/** A new skill from its worked example on, a grade with its reason, and a history on a phone: with and without scripts. */
import type { BrowserContextOptions, Page } from "playwright-core";
import { expect, test } from "vitest";
import { deckText } from "../actions/house.ts";
import { awake, openPage, picture, serve, violations } from "./browser.ts";

const LONGEST_MS = 60_000;
const SKILL = { d: deckText("d", { skill: "- type: generated\n- generator: softmax\n- level: 1" }) };
const NUMBER = {
  d: deckText("d", { number: "- type: number\n- answer: 5/8\n- tolerance: 0.001\n\nWhat is five eighths?" }),
};
const PHONE = { viewport: { width: 390, height: 800 } } as const;
const FACES: readonly (readonly [string, BrowserContextOptions])[] = [
  ["wide-light", { viewport: { width: 1100, height: 900 }, colorScheme: "light" }],
  ["phone-dark", { ...PHONE, colorScheme: "dark" }],
];

async function overflow(page: Page): Promise<number> {
  return await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

test.each(FACES)(
  "a new skill goes by keys from its example to its question, which counts from then on: %s",
  async (name, options) => {
    const { page, complaints } = await openPage(await serve(SKILL), options);
    await page.goto("/review");
    await awake(page);
    expect(await page.locator(".steps > li").count()).toBe(3);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, `example-${name}`);
    await page.locator("#question").focus();
    await page.keyboard.press("Space");
    await page.locator("#check").waitFor();
    expect(await page.locator(".lead-steps .steps > li").count()).toBe(1);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, `first-question-${name}`);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("question");
    await page.keyboard.press("Enter");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("name"))).toBe("field.p[0]");
    await page.locator("[name=giveUp]").click();
    await page.locator("article.card[data-turned]").waitFor();
    expect(await page.locator(".lead-steps").count()).toBe(0);
    expect(complaints).toEqual([]);
  },
  LONGEST_MS,
);

test(
  "without scripts the example is left by a link, and does not come again once the question was answered",
  async () => {
    const { page } = await openPage(await serve(SKILL), { javaScriptEnabled: false, ...PHONE });
    await page.goto("/review");
    expect(await page.locator("#check").count()).toBe(0);
    await page.click("a[data-go]");
    expect(await page.locator(".lead-steps").count()).toBe(1);
    await page.click("button[name=giveUp]");
    await page.click(".grade[value='1']");
    await page.goto("/");
    expect(await page.locator(".lead").first().textContent()).toContain("1 answer given");
    await page.goto("/review");
    expect(await page.locator("[data-face=example]").count()).toBe(0);
  },
  LONGEST_MS,
);

/** Answers wrongly, so that Again is suggested. */
async function fail(page: Page): Promise<void> {
  await page.locator("[name='field.answer']").fill("3/8");
  await page.locator("[name='field.answer']").press("Enter");
  await page.locator(".grade[data-suggested][value='1']").waitFor();
}

async function historyOf(page: Page): Promise<string> {
  await page.goto("/cards/1");
  return await page.locator("table.history tbody").innerText();
}

test.each(FACES)(
  "one key grades a wrong answer Good and says that it was a slip: %s",
  async (name, options) => {
    const { page, complaints } = await openPage(await serve(NUMBER), options);
    await page.goto("/review");
    await awake(page);
    await fail(page);
    expect(await violations(page)).toEqual([]);
    await page.locator(".reasons > summary").click();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await picture(page, `reasons-${name}`);
    await page.locator("#answer-heading").focus();
    await page.keyboard.press("3");
    await page.locator("article.card[data-turned]").waitFor({ state: "detached" });
    expect(await historyOf(page)).toContain("Good: it was a slip");
    expect(complaints).toEqual([]);
  },
  LONGEST_MS,
);

test.each([[true], [false]])(
  "another reason is a button of its own, and Again asks for none (scripts: %s)",
  async (javaScriptEnabled) => {
    const { page } = await openPage(await serve(NUMBER), { javaScriptEnabled });
    await page.goto("/review");
    if (javaScriptEnabled) await awake(page);
    await fail(page);
    await page.locator(".reasons > summary").click();
    await page.locator("form.reason", { hasText: "The question or its answer is wrong" }).locator(
      "[value='4']",
    )
      .click();
    await page.locator("article.card[data-turned]").waitFor({ state: "detached" });
    expect(await historyOf(page)).toContain("Easy: the question or its answer is wrong");
    await page.goto("/review");
    if (await page.locator("text=undo").count() > 0) await page.click("text=undo");
    if (await page.locator("[name='field.answer']").count() === 0) await page.goto("/review?card=1");
    await fail(page);
    await page.locator(".grade[value='1']").click();
    await page.locator("article.card[data-turned]").waitFor({ state: "detached" });
    expect(await historyOf(page)).not.toContain("Again:");
  },
  LONGEST_MS,
);

test.each(FACES)("the history of a card is seen whole: %s", async (name, options) => {
  const { page } = await openPage(await serve(NUMBER), options);
  await page.goto("/review");
  await awake(page);
  await fail(page);
  await page.locator(".grade[value='3']").click();
  await page.locator("article.card[data-turned]").waitFor({ state: "detached" });
  await page.goto("/cards/1");
  await awake(page);
  const cut = await page.locator(".table-scroll").evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(cut).toBeLessThanOrEqual(0);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
  await picture(page, `history-${name}`);
}, LONGEST_MS);
